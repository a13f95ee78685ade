import type { GameRefusal } from './refusals.ts';
import type { BoardSettings, ClockSettings, Settings } from './settings.ts';
import { variantOf } from './variants.ts';

const isWhole = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

const isBoard = ({ width, height, inARow }: BoardSettings): boolean =>
  isWhole(width, 3, 19) && isWhole(height, 3, 19) && isWhole(inARow, 3, Math.max(width, height));

/** Three hours and three minutes at most; at least one of the two above zero. */
const isFischer = (initialMs: number, incrementMs: number): boolean =>
  isWhole(initialMs, 0, 10_800_000) && isWhole(incrementMs, 0, 180_000) && initialMs + incrementMs > 0;

/** A second to fourteen days a move. */
const isPerMove = (moveMs: number): boolean => isWhole(moveMs, 1_000, 1_209_600_000);

const isClock = (clock: ClockSettings): boolean =>
  'moveMs' in clock ? isPerMove(clock.moveMs) : isFischer(clock.initialMs, clock.incrementMs);

/** The most players a side; two such teams find room on the smallest board. */
const maxTeamSize = 4;

/** Why a game with these settings cannot be created, or null when it can. */
export const settingsRefusal = (settings: Settings): GameRefusal | null => {
  const valid =
    isBoard(settings) &&
    isWhole(settings.teamSize, 1, maxTeamSize) &&
    (settings.clock === null || isClock(settings.clock));
  if (!valid) return 'game/invalid-settings';
  return settings.rated && variantOf(settings) === null ? 'game/no-ladder' : null;
};
