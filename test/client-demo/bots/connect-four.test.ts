import assert from 'node:assert/strict';
import { chanceFrom } from '../../../client-demo/bots/chance.ts';
import { allow, createBitSearch } from '../../../client-demo/bots/connect-four/bit-search.ts';
import { fitsBits, layoutOf } from '../../../client-demo/bots/connect-four/layout.ts';
import { bitPositionOf, scoreOf } from '../../../client-demo/bots/connect-four/solve.ts';
import { legalCells } from '../../../client-demo/bots/legal-moves.ts';
import { createPolicies } from '../../../client-demo/bots/levels.ts';
import type { BotView } from '../../../client-demo/bots/policy.ts';
import { cellIndex, cellOfIndex, markOf } from '../../../shared/game/board.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import { variants } from '../../../shared/game/variants.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';

const connectFour = variants['connect-four'];
const enough = 2_000_000;

const after = (view: BotView, cell: number): BotView => {
  const cells = view.cells.slice();
  cells[cell] = markOf(view.side);
  return { ...view, cells, side: otherSide(view.side) };
};

const wins = (view: BotView, cell: number): boolean =>
  winningLine(view.cells, view, cellOfIndex(view, cell), view.side).length > 0;

const stonesOf = ({ cells }: BotView): number => cells.filter((mark) => mark !== 0).length;

/** By the rules of the game alone, every game to its end; `seen` is of one board. */
const bruteScore = (view: BotView, seen: Map<string, number>): number => {
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
const randomPosition = (board: Omit<BotView, 'cells' | 'side'>, stones: number, seed: number): BotView | null => {
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
const played = (columns: string): BotView => {
  let view: BotView = { ...connectFour, cells: new Uint8Array(42), side: 'x' };
  for (const column of columns) {
    const cell = legalCells(view).find((each) => each % 7 === Number(column) - 1);
    assert.ok(cell !== undefined);
    view = after(view, cell);
  }
  return view;
};

const createSolver = (board: Omit<BotView, 'cells' | 'side'>) => {
  const layout = layoutOf(board);
  const search = createBitSearch(layout, 20);
  return (view: BotView): number | null => {
    allow(search, enough);
    return scoreOf(search, bitPositionOf(layout, view.cells, markOf(view.side) as 1 | 2));
  };
};

describe('the connect-four solver', function () {
  this.timeout(60_000);

  it('[BT34] its scores are those that brute force finds on small boards', () => {
    let compared = 0;
    for (const [width, height, inARow, stones] of [
      ...[[4, 4, 4, 2] as const, [4, 4, 3, 2] as const, [5, 4, 4, 8] as const, [5, 4, 3, 3] as const],
      ...[[4, 5, 4, 8] as const, [4, 5, 3, 4] as const, [6, 4, 4, 12] as const, [5, 5, 5, 13] as const],
    ]) {
      const board = { width, height, inARow, gravity: true, exact: false };
      const [seen, solve] = [new Map<string, number>(), createSolver(board)];
      for (let seed = 0; seed < 8; seed += 1) {
        const view = randomPosition(board, stones, seed);
        if (view === null) continue;
        const expected = bruteScore(view, seen);
        assert.equal(solve(view), expected, `${width}x${height}, ${inARow} in a row: ${view.cells.join('')}`);
        compared += 1;
      }
    }
    assert.ok(compared >= 40, `only ${compared} positions`);
  });

  /** From the test sets of P. Pons, http://blog.gamesolver.org/solving-connect-four/02-test-protocol/. */
  const published: Readonly<Record<string, number>> = {
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

  it('[BT35] it agrees with the published scores of positions', () => {
    const solve = createSolver(connectFour);
    for (const [columns, score] of Object.entries(published)) assert.equal(solve(played(columns)), score, columns);
  });

  it('[BT36] level 5 keeps the best score where the end of the game can be seen', () => {
    const solve = createSolver(connectFour);
    const policy = createPolicies()(5);
    let kept = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const view = randomPosition(connectFour, 18, seed);
      if (view === null) continue;
      const next = after(view, cellIndex(view, policy(view, chanceFrom(seed))));
      const replyWins = legalCells(next).some((cell) => wins(next, cell));
      const score = replyWins ? Math.floor((42 - stonesOf(next) + 1) / 2) : solve(next);
      assert.equal(-(score ?? Number.NaN) + 0, solve(view), view.cells.join(''));
      kept += 1;
    }
    assert.ok(kept >= 8, `only ${kept} positions`);
  });

  it('[BT37] boards with gravity of up to 64 bits fit, others do not', () => {
    assert.ok(fitsBits(connectFour));
    assert.ok(fitsBits({ ...connectFour, width: 8, height: 7 }));
    assert.ok(!fitsBits({ ...connectFour, width: 9, height: 7 }));
    assert.ok(!fitsBits({ ...connectFour, exact: true }));
    assert.ok(!fitsBits(variants.gomoku));
  });
});
