import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { HistoryLine } from '../checker/history.ts';

export type Note = (line: HistoryLine) => void;

/** Writes a history into a file, a line a happening, in the order in which they are noted. */
export const createRecorder = (path: string): { readonly note: Note; close(): Promise<void> } => {
  const file = createWriteStream(path);
  return {
    note: (line) => void file.write(`${JSON.stringify(line)}\n`),
    close: async () => {
      file.end();
      await finished(file);
    },
  };
};
