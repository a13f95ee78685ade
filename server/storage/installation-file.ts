import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { exportLines, ImportRefused, importLines } from './move-installation.ts';
import type { Portable } from './portable.ts';

/** A file cannot be written or read as asked; says which and why. */
class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

const unlessOfFile =
  (file: string) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    const known = {
      EEXIST: 'is there already',
      ENOENT: 'is not there',
      EACCES: 'may not be used',
      EISDIR: 'is a folder',
    };
    const reason = known[code as keyof typeof known];
    throw reason ? new FileRefused(`${file} ${reason}`, { cause: error }) : error;
  };

/** Writes a new file for its owner's eyes alone, since it holds every secret there is; it is on the disk once this resolves. */
export const writeInstallation = async (portable: Portable, file: string): Promise<void> => {
  const lines = async function* () {
    for await (const line of exportLines(portable)) yield `${line}\n`;
  };
  await pipeline(lines, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })).catch(unlessOfFile(file));
};

/** Gives how many records it loaded. @throws ImportRefused, FileRefused */
export const readInstallation = async (portable: Portable, file: string): Promise<number> => {
  await using handle = await open(file).catch(unlessOfFile(file));
  // Lines that come before somebody asks for the first one would be lost.
  const lines = async function* () {
    yield* handle.readLines();
  };
  return await importLines(portable, lines());
};

/** What the person who asked can mend. */
export const moveRefusals = [ImportRefused, FileRefused] as const;
