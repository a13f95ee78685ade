import assert from 'node:assert/strict';
import { chanceFrom } from '../../../client-demo/bots/chance.ts';
import type { BotView } from '../../../client-demo/bots/policy.ts';
import { createThinker } from '../../../client-demo/bots/thinker.ts';
import { variants } from '../../../shared/game/variants.ts';
import { drawn } from './arbitraries.ts';

describe('the thinking thread', () => {
  it('[BT29] thinks elsewhere: this thread goes on meanwhile', async () => {
    const thinker = createThinker(chanceFrom(1));
    const cells = new Uint8Array(225);
    cells[112] = 1;
    const hard: BotView = { ...variants.gomoku, cells, side: 'o' };
    let isThinking = true;
    const thought = thinker.think(4, hard).finally(() => {
      isThinking = false;
    });
    let rounds = 0;
    while (isThinking) {
      rounds += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await thought;
    await thinker.close();
    assert.ok(rounds > 100, `only ${rounds} rounds of the event loop`);
  });

  it('[BT29] answers each question with its own move, in whatever order they come', async () => {
    const thinker = createThinker(chanceFrom(2));
    const [top, bottom] = [drawn(['xx.', 'oo.', '...'], 3), drawn(['...', 'oo.', 'xx.'], 3)];
    const moves = await Promise.all([thinker.think(5, top), thinker.think(2, bottom), thinker.think(3, top)]);
    await thinker.close();
    assert.deepEqual(moves, [
      { x: 2, y: 0 },
      { x: 2, y: 2 },
      { x: 2, y: 0 },
    ]);
  });

  it('[BT30] a question that ends the thread is rejected, and the next one finds a new thread', async () => {
    const thinker = createThinker(chanceFrom(3));
    const full = drawn(['xox', 'oxo', 'oxo'], 3);
    await assert.rejects(thinker.think(1, full));
    assert.deepEqual(await thinker.think(2, drawn(['xx.', 'oo.', '...'], 3)), { x: 2, y: 0 });
    await thinker.close();
  });
});
