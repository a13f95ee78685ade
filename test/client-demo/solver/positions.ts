import assert from 'node:assert/strict';
import { chanceFrom } from '../../../client-demo/bots/chance.ts';
import { legalCells } from '../../../client-demo/bots/legal-moves.ts';
import type { BotView } from '../../../client-demo/bots/policy.ts';
import { cellOfIndex, markOf } from '../../../shared/game/board.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import { variants } from '../../../shared/game/variants.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';

export const connectFour = variants['connect-four'];
export const after = (view: BotView, cell: number): BotView => {
  const cells = view.cells.slice();
  cells[cell] = markOf(view.side);
  return { ...view, cells, side: otherSide(view.side) };
};

export const wins = (view: BotView, cell: number): boolean =>
  winningLine(view.cells, view, cellOfIndex(view, cell), view.side).length > 0;

export const stonesOf = ({ cells }: BotView): number => cells.filter((mark) => mark !== 0).length;

/** By the rules of the game alone, every game to its end; `seen` is of one board. */
export const bruteScore = (view: BotView, seen: Map<string, number>): number => {
  const key = view.cells.join('');
  const known = seen.get(key);
  if (known !== undefined) return known;
  const left = view.cells.length - stonesOf(view);
  const legal = legalCells(view);
  const score = legal.some((cell) => wins(view, cell))
    ? Math.floor((left + 1) / 2)
    : Math.max(...legal.map((cell) => -bruteScore(after(view, cell), seen)), legal.length === 0 ? 0 : -left);
  seen.set(key, score);
  return score;
};

/** Random moves, none of which wins or leaves a win at hand; null where there is no such game. */
export const randomPosition = (
  board: Omit<BotView, 'cells' | 'side'>,
  stones: number,
  seed: number,
): BotView | null => {
  const chance = chanceFrom(seed);
  let view: BotView = { ...board, cells: new Uint8Array(board.width * board.height), side: 'x' as Side };
  for (let ply = 0; ply < stones; ply += 1) {
    const quiet = legalCells(view).filter((cell) => {
      const next = after(view, cell);
      return !wins(view, cell) && !legalCells(next).some((reply) => wins(next, reply));
    });
    const cell = quiet[Math.floor(chance() * quiet.length)];
    if (cell === undefined) return null;
    view = after(view, cell);
  }
  return view;
};

/** The position after these columns, counted from 1 as published positions do. */
export const played = (columns: string): BotView => {
  let view: BotView = { ...connectFour, cells: new Uint8Array(42), side: 'x' };
  for (const column of columns) {
    const cell = legalCells(view).find((each) => each % 7 === Number(column) - 1);
    assert.ok(cell !== undefined);
    view = after(view, cell);
  }
  return view;
};

/** From the test sets of P. Pons, http://blog.gamesolver.org/solving-connect-four/02-test-protocol/. */
export const published: Readonly<Record<string, number>> = {
  '2252576253462244111563365343671351441': -1,
  '7422341735647741166133573473242566': 1,
  '23163416124767223154467471272416755633': 0,
  '71255763773133525731261364622167124446454': 0,
  '65214673556155731566316327373221417': -1,
  '52677675164321472411331752454': 0,
  '562154564361751726662253737734213275114': 0,
  '233377345754465174223731671122611552': 1,
  '6763525635134453444361412671365712': -1,
  '3146762114467714356347741621375222': -1,
  '67152117737262713366376314254': 6,
  '2762751722231276466633475674533': 5,
  '427566236745127177115664464254': 2,
  '3575316255751336464276636772271112': -3,
  '274552224131661': 0,
  '6242432155656447531617622': 0,
  '32164625': 11,
  '6146': 18,
  '243335424257': 12,
  '5512243243536': 13,
  '22144426444': 15,
  '265756512': -12,
  '65444437612': 13,
  '17516442226766': 8,
  '7343363417254': 14,
  '165746146225': -11,
  '51756773145177': -10,
  '43745416472735': -13,
  '42434653771434': 9,
  '27534134362633': 10,
  '4737': 18,
  '335662333565': -2,
  '157564142155': -5,
};
