import { createForcedLine } from '../../client-demo/solver/forced-line.ts';
import { layoutOf } from '../../client-demo/solver/layout.ts';
import { afterMove, bitPositionOf } from '../../client-demo/solver/position.ts';
import { cellIndex, emptyCells } from '../../shared/game/board.ts';
import { variants } from '../../shared/game/variants.ts';

/** 600 MB of answers, as the logarithm of their number: with fewer the same positions are proven again and again. */
const memoryBits = 26;

/** Proves that who begins in the middle column of connect-four forces a line; minutes of one core. */
export const benchConnectFour = (): void => {
  const board = variants['connect-four'];
  const layout = layoutOf(board);
  const firstPlayer = createForcedLine(layout, 0, { memoryBits });
  const middle = { x: (board.width - 1) / 2, y: board.height - 1 };
  const start = bitPositionOf(layout, emptyCells(board), 1);
  const began = performance.now();
  const isWon = firstPlayer.isForced(afterMove(layout, start, cellIndex(board, middle)));
  const seconds = (performance.now() - began) / 1000;
  const millions = firstPlayer.looked() / 1e6;
  console.log(`
## Connect four, after a first mark in the middle column

| the first player forces a line | positions, millions | seconds | millions/s |
| --- | ---: | ---: | ---: |
| ${isWon ? 'yes, proven' : 'no, proven'} | ${millions.toFixed(1)} | ${seconds.toFixed(0)} | ${(millions / seconds).toFixed(2)} |`);
};
