import type { BoardSettings, ClockSettings } from '../../../shared/game/settings.ts';
import { variantNames } from '../../../shared/game/variants.ts';
import { clockText } from '../state/clock.ts';
import type { Text } from './text.ts';

/** A ladder's or a variant's name as people say it. */
export const variantTitle = (text: Text, variant: string | null): string => {
  const known = variantNames.find((name) => name === variant);
  return known ? text.variants[known].name : (variant ?? text.variants.custom.name);
};

/** `7 × 6 · 4 in a row · marks fall` */
export const boardWords = (text: Text, board: BoardSettings): string =>
  [
    text.board.size(board.width, board.height),
    `${board.exact ? `${text.board.exact} ` : ''}${text.board.inARow(board.inARow)}`,
    ...(board.gravity ? [text.board.gravity] : []),
  ].join(' · ');

const minutes = (ms: number): string => String(Math.round((ms / 60_000) * 10) / 10);

/** Such as `3 min + 2 s`, `30 s a move`, `No clock`. */
export const clockWords = (text: Text, clock: ClockSettings | null): string => {
  if (clock === null) return text.clock.none;
  if ('moveMs' in clock) {
    return text.clock.perMove(clock.moveMs < 60_000 ? `${clock.moveMs / 1000} s` : clockText(clock.moveMs));
  }
  return text.clock.bank(minutes(clock.initialMs), clock.incrementMs / 1000);
};

export const ratingText = (rating: number): string => String(Math.round(rating));

/** `+16`, `−8`, `±0`, of the numbers as they are shown. */
export const changeText = (change: number): string => {
  const rounded = Math.round(change);
  if (rounded === 0) return '±0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
};
