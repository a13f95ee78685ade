import { readFileSync } from 'node:fs';

/** A file at the top of the repository. */
export const rootFile = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** The lines below a key of a YAML file, one at the top if there is, up to the next line that is as far to the left. */
export const below = (yaml: string, key: string): string => {
  const lines = yaml.split('\n');
  const atTop = lines.findIndex((line) => line.startsWith(`${key}:`));
  const at = atTop < 0 ? lines.findIndex((line) => line.trimStart().startsWith(`${key}:`)) : atTop;
  if (at < 0) throw new Error(`no ${key}`);
  const depth = (line: string): number => line.length - line.trimStart().length;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && depth(line) <= depth(lines[at]!));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
};

/** Every first group of a pattern. */
export const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found!);
