import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCanStillWin } from '../../../client-demo/bots/can-still-win.ts';
import { createLines } from '../../../client-demo/bots/search/lines.ts';
import {
  isLegal,
  type Mark,
  otherMark,
  type Position,
  play,
  positionOf,
  takeBack,
} from '../../../client-demo/bots/search/position.ts';
import { anyWinningCell, none, several, winningCell } from '../../../client-demo/bots/search/threats.ts';
import { cellOfIndex } from '../../../shared/game/board.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';
import { drawn, positions } from './arbitraries.ts';

const linesOf = createLines();

const linesIn = ({ items, size }: Position['x']['hot']): number[] => [...items.slice(0, size)].sort((a, b) => a - b);

/** Everything a position keeps, in a form that can be compared. */
const told = (position: Position): unknown => ({
  cells: [...position.cells],
  near: [...position.near],
  sides: [position.x, position.o].map(({ counts, hot, warm }) => [[...counts], linesIn(hot), linesIn(warm)]),
  rest: [position.stones, position.balance, position.hashLow, position.hashHigh],
});

const freeCells = (position: Position): number[] =>
  [...position.cells.keys()].filter((cell) => isLegal(position, cell));

describe('the search', () => {
  it('[BT9] what follows each move is what counting anew gives, and taking back restores it', () => {
    fc.assert(
      fc.property(positions(9, 40), (view) => {
        const position = positionOf(view, linesOf(view), view.cells);
        const before = told(position);
        const played: [number, Mark][] = [];
        let mark: Mark = view.side === 'x' ? 1 : 2;
        for (const cell of freeCells(position).slice(0, 4)) {
          play(position, cell, mark);
          played.push([cell, mark]);
          mark = otherMark(mark);
          assert.deepEqual(told(position), told(positionOf(view, linesOf(view), position.cells)));
        }
        for (const [cell, whose] of played.reverse()) takeBack(position, cell, whose);
        assert.deepEqual(told(position), before);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it('[BT10] a winning cell is one that wins by the rules of the game, and none is missed', () => {
    let met = 0;
    fc.assert(
      fc.property(positions(8, 60), (view) => {
        const position = positionOf(view, linesOf(view), view.cells);
        for (const [side, mark] of [
          ['x', 1],
          ['o', 2],
        ] as const) {
          const wins = freeCells(position).filter(
            (cell) => winningLine(view.cells, view, cellOfIndex(view, cell), side).length > 0,
          );
          const found = winningCell(position, mark);
          met += wins.length;
          assert.equal(found, wins.length === 0 ? none : wins.length === 1 ? wins[0] : several);
          assert.equal(wins.includes(anyWinningCell(position, mark)), wins.length > 0);
        }
      }),
      { numRuns: 400, seed: 6 },
    );
    assert.ok(met > 100, `only ${met} winning cells`);
  });

  it('[BT11] a side can still win while a line is free of the other’s marks', () => {
    const canStillWin = createCanStillWin();
    const view = drawn(['xox', 'oxo', 'ox.'], 3);
    assert.equal(canStillWin(view, 'x'), true);
    assert.equal(canStillWin(view, 'o'), false);
    assert.equal(canStillWin(drawn(['...', '...', '...'], 3), 'o'), true);
  });
});
