import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { HistoryLine } from '../checker/history.ts';

export type Note = (line: HistoryLine) => void;

/** A write for each line would cost as much as what the lines tell of. */
const gatherMs = 100;

/** Writes a history into a file, a line a happening, in the order in which they are noted. */
export const createRecorder = (path: string): { readonly note: Note; close(): Promise<void> } => {
  const file = createWriteStream(path);
  let unwritten = '';
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    file.write(unwritten);
    unwritten = '';
    timer = undefined;
  };
  return {
    note: (line) => {
      timer ??= setTimeout(write, gatherMs);
      unwritten += `${JSON.stringify(line)}\n`;
    },
    close: async () => {
      clearTimeout(timer);
      file.end(unwritten);
      await finished(file);
    },
  };
};
