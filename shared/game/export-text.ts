import type { GameId, PlayerId } from '../kernel/ids.ts';
import { unreachable } from '../kernel/unreachable.ts';
import { cellName } from './notation.ts';
import type { Side } from './seats.ts';
import type { ClockSettings, Settings } from './settings.ts';
import type { Created } from './state.ts';
import { variantOf } from './variants.ts';

/** What an exported game says: who played is joined in when it is written, since the log knows only ids. */
export interface ExportedGame {
  readonly id: GameId;
  readonly state: Created;
  readonly nameOf: (player: PlayerId) => string;
}

/** No name can close its quotes or begin a line of its own. */
const quoted = (value: string): string =>
  `"${value.replace(/\p{Cc}+/gu, ' ').replace(/[\\"]/g, (character) => `\\${character}`)}"`;

const boardText = ({ width, height, inARow, gravity, exact, teamSize }: Settings): string =>
  [`${width}x${height} k${inARow}`, gravity && 'gravity', exact && 'exact', teamSize > 1 && `teams of ${teamSize}`]
    .filter(Boolean)
    .join(' ');

/** Seconds, as in PGN: `300+3` for a bank and an increment, `30/move`, or `-` without a clock. */
const clockText = (clock: ClockSettings | null): string => {
  if (!clock) return '-';
  return 'moveMs' in clock ? `${clock.moveMs / 1000}/move` : `${clock.initialMs / 1000}+${clock.incrementMs / 1000}`;
};

/** X's points first; `*` while the game goes on and when it ended without a result. */
const resultText = (state: Created): string => {
  if (state.phase !== 'ended') return '*';
  const { winner, reason } = state.result;
  if (winner) return winner === 'x' ? '1-0' : '0-1';
  return reason === 'aborted' || reason === 'expired' ? '*' : '1/2-1/2';
};

const reasonText = (state: Created): string => {
  switch (state.phase) {
    case 'awaiting':
    case 'playing':
      return state.phase;
    case 'ended':
      return state.result.reason;
    default:
      return unreachable(state);
  }
};

const teamText = ({ state, nameOf }: ExportedGame, side: Side): string =>
  state.seats
    .filter((seat) => seat.side === side)
    .sort((a, b) => a.index - b.index)
    .map(({ player }) => nameOf(player))
    .join(', ') || '?';

const header = (game: ExportedGame): readonly string[] => {
  const { id, state } = game;
  const { settings } = state;
  const begun = state.phase === 'awaiting' ? state.createdAt : state.startedAt;
  const tags: readonly (readonly [string, string])[] = [
    ['Game', id],
    ['Variant', variantOf(settings) ?? 'custom'],
    ['Board', boardText(settings)],
    ['X', teamText(game, 'x')],
    ['O', teamText(game, 'o')],
    ['Date', new Date(begun).toISOString()],
    ['Result', resultText(state)],
    ['Reason', reasonText(state)],
    ['Clock', clockText(settings.clock)],
  ];
  return tags.map(([tag, value]) => `[${tag} ${quoted(value)}]`);
};

/** `1. b2 a1`, `2. c3 …`: one number a round of both sides; what was taken back is not there. */
const rounds = (state: Created): readonly string[] => {
  if (state.phase === 'awaiting') return [];
  const names = state.moves.map((move) => cellName(state.settings, move));
  return Array.from({ length: Math.ceil(names.length / 2) }, (_, round) =>
    [`${round + 1}.`, ...names.slice(2 * round, 2 * round + 2)].join(' '),
  );
};

const lineWidth = 80;

/** Whole rounds a line, no line wider than 80 characters. */
const wrapped = (words: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const longer = [...lines.slice(-1), word].join(' ');
    if (lines.length > 0 && longer.length <= lineWidth) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
};

/**
 * A game as text, in the manner of PGN: tag pairs, a blank line, the numbered moves that stand and the result, ending in a line
 * feed. Times are ISO 8601 in UTC, names of cells as in `cellName`. The format is described in SPEC.md, GM70 to GM75.
 */
export const exportText = (game: ExportedGame): string =>
  [...header(game), '', ...wrapped([...rounds(game.state), resultText(game.state)]), ''].join('\n');
