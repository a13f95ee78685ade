import { type Answers, createAnswers } from './answers.ts';
import { createThreats } from './bits.ts';
import { createFollowUp, type FollowUp } from './follow-up.ts';
import type { Layout } from './layout.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { createMoves, type Moves } from './moves.ts';
import { OutOfTime } from './out-of-time.ts';
import type { BitPosition } from './position.ts';

export interface ForcedLineLimits {
  /** The logarithm of the number of answers that are remembered, of 9 bytes each. */
  readonly memoryBits: number;
  /** Asked now and then; ends the search with `OutOfTime`. */
  readonly spent?: () => boolean;
}

interface Search {
  readonly moves: Moves;
  readonly mirror: Mirror;
  readonly isAnswered: FollowUp;
  readonly answers: Answers;
  readonly spent: () => boolean;
  /** Which side attacks: 0 whoever made the first mark of the game, 1 the other. */
  readonly attacker: 0 | 1;
  readonly layout: Layout;
  readonly key: Int32Array;
  /** Positions looked at. */
  looked: number;
}

/** So many marks may be on the board where a position and its mirror image count as one. */
const mirroredUpTo = 16;
const askEvery = 8192;

/** Writes what no two positions have in common: the marks of the side to move and the first free bit of each column. */
const writeKey = (
  { layout, mirror, key }: Search,
  ownLow: number,
  ownHigh: number,
  allLow: number,
  allHigh: number,
  stones: number,
): void => {
  const low = ownLow | (((allLow << 1) | layout.bottomLow) & ~allLow);
  const high = ownHigh | (((allHigh << 1) | (allLow >>> 31) | layout.bottomHigh) & ~allHigh);
  if (stones < mirroredUpTo) {
    mirror(low, high, key);
    const otherLow = key[0] as number;
    const otherHigh = key[1] as number;
    if (otherHigh > high || (otherHigh === high && otherLow >= low)) return;
  }
  key[0] = low;
  key[1] = high;
};

type Forces = (
  search: Search,
  ownLow: number,
  ownHigh: number,
  allLow: number,
  allHigh: number,
  stones: number,
) => boolean;

/** The attacker needs one move that works, the defender one after which the attack fails. */
const tryMoves: Forces = (search, ownLow, ownHigh, allLow, allHigh, stones) => {
  const { moves, layout } = search;
  const attacks = (stones & 1) === search.attacker;
  const from = stones * layout.width;
  const end = from + moves.sort(ownLow, ownHigh, allLow, allHigh, from);
  const foeLow = allLow ^ ownLow;
  const foeHigh = allHigh ^ ownHigh;
  for (let at = from; at < end; at += 1) {
    const low = allLow | moves.low(at);
    const high = allHigh | moves.high(at);
    if (forces(search, foeLow, foeHigh, low, high, stones + 1) === attacks) return attacks;
  }
  return !attacks;
};

const forces: Forces = (search, ownLow, ownHigh, allLow, allHigh, stones) => {
  const { layout, moves, answers, key } = search;
  search.looked += 1;
  if (search.looked % askEvery === 0 && search.spent()) throw new OutOfTime();
  const attacks = (stones & 1) === search.attacker;
  const free = layout.width * layout.height - stones;
  if (!moves.findSafe(ownLow, ownHigh, allLow, allHigh)) return free > 0 && !attacks;
  if (free <= 2) return false;
  if (attacks && search.isAnswered(ownLow, ownHigh, allLow, allHigh)) return false;
  writeKey(search, ownLow, ownHigh, allLow, allHigh, stones);
  const keyLow = key[0] as number;
  const keyHigh = key[1] as number;
  const known = answers.find(keyLow, keyHigh);
  if (known >= 0) return known === 1;
  const before = search.looked;
  const answer = tryMoves(search, ownLow, ownHigh, allLow, allHigh, stones);
  answers.store(keyLow, keyHigh, answer, search.looked - before);
  return answer;
};

/**
 * Whether one side forces a line on a board with gravity, from a position in which the side to move cannot complete one at once. Every
 * answer is proven: a search to the end of the game over bitboards, over moves that do not lose at once, those that threaten most first
 * (after P. Pons, Solving Connect Four, 2019). What was found out is remembered from question to question.
 */
export const createForcedLine = (layout: Layout, attacker: 0 | 1, limits: ForcedLineLimits) => {
  const threats = createThreats(layout);
  const search: Search = {
    moves: createMoves(layout, threats),
    mirror: createMirror(layout),
    isAnswered: createFollowUp(layout),
    answers: createAnswers(limits.memoryBits),
    spent: limits.spent ?? (() => false),
    attacker,
    layout,
    key: new Int32Array(2),
    looked: 0,
  };
  return {
    isForced: ({ ownLow, ownHigh, allLow, allHigh, stones }: BitPosition): boolean =>
      forces(search, ownLow, ownHigh, allLow, allHigh, stones),
    looked: (): number => search.looked,
  };
};
