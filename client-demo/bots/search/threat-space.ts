import { candidates } from './candidates.ts';
import { type Mark, otherMark, type Position, play, takeBack } from './position.ts';
import { forcedWin, none } from './threats.ts';

/** How much a search for threats may look at: positions in each attempt, and how many moves and answers are tried. */
export interface ThreatLimits {
  /** For one's own win by threats alone. */
  readonly win: number;
  /** For the other side's, after each move. */
  readonly defence: number;
  /** For one's own, after each answer to a quieter threat. */
  readonly reply: number;
  readonly moves: number;
  readonly replies: number;
}

/** What holds with a mark on this cell; the position is as before afterwards. */
const withMark = <Found>(position: Position, cell: number, mark: Mark, look: () => Found): Found => {
  play(position, cell, mark);
  const found = look();
  takeBack(position, cell, mark);
  return found;
};

const winsByThreats = (position: Position, mark: Mark, nodes: number): boolean =>
  forcedWin(position, mark, { left: nodes }) !== none;

/** Whether a win by threats is left after each of the likely answers; asks first whether there is one without an answer. */
const outlastsReplies = (position: Position, mark: Mark, order: readonly number[], limits: ThreatLimits): boolean => {
  const wins = (): boolean => winsByThreats(position, mark, limits.reply);
  if (!wins()) return false;
  const foe = otherMark(mark);
  return candidates(position, order, limits.replies).every((reply) => withMark(position, reply, foe, wins));
};

/** Moves after which the other side has no win by threats; all of them where there is none such. */
const safeMoves = (
  position: Position,
  mark: Mark,
  moves: readonly number[],
  limits: ThreatLimits,
): readonly number[] => {
  const foe = otherMark(mark);
  const safe = moves.filter(
    (cell) => !withMark(position, cell, mark, () => winsByThreats(position, foe, limits.defence)),
  );
  return safe.length > 0 ? safe : moves;
};

/**
 * Wins and dangers that lie in threats, of which a search over all moves sees only the beginning: a win by threats alone (fours in
 * gomoku), else a move such as an open three that leaves one after every likely answer, else `none`; and the moves that allow the other
 * side no win by threats alone.
 */
export const threatSpace = (
  position: Position,
  mark: Mark,
  order: readonly number[],
  moves: readonly number[],
  limits: ThreatLimits,
): { readonly win: number; readonly safe: readonly number[] } => {
  const atOnce = forcedWin(position, mark, { left: limits.win });
  if (atOnce !== none) return { win: atOnce, safe: moves };
  const safe = safeMoves(position, mark, moves, limits);
  const outlasts = (cell: number): boolean =>
    withMark(position, cell, mark, () => outlastsReplies(position, mark, order, limits));
  return { win: safe.slice(0, limits.moves).find(outlasts) ?? none, safe };
};
