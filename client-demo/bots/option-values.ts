import { type VariantName, variantNames } from '../../shared/game/variants.ts';
import { isLevel, type Level } from './levels.ts';

/** A wrong argument: what is wrong with it, for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the arguments say; what `parseArgs` complains of becomes a UsageError. */
export const orUsageError = <Values>(parse: () => Values): Values => {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** @throws UsageError */
export const numberIn = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`);
  return value;
};

/** Without a slash at its end. @throws UsageError */
export const urlOf = (text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UsageError(`--url takes an http or https address, not "${text}"`);
  return text.replace(/\/+$/, '');
};

/** @throws UsageError */
export const levelOf = (text: string): Level => {
  const level = numberIn('level', text, 1, 5);
  if (!isLevel(level)) throw new UsageError(`there is no level ${text}`);
  return level;
};

/** @throws UsageError */
export const variantOf = (text: string): VariantName => {
  const found = variantNames.find((name) => name === text);
  if (!found) throw new UsageError(`there is no variant "${text}"; there are ${variantNames.join(', ')}`);
  return found;
};

/** The least and the most, ms. @throws UsageError */
export const delayOf = (text: string): readonly [number, number] => {
  const [, least, most] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (least === undefined) throw new UsageError(`--delay takes ms such as 500 or 300-900, not "${text}"`);
  return [Number(least), Math.max(Number(least), Number(most ?? least))];
};
