import assert from 'node:assert/strict';
import type { LifeStore } from '../../server/outages/life-store.ts';
import { gameId } from '../../shared/kernel/ids.ts';

/** What every store of lives keeps. `open` gives an empty one. */
export const lifeStoreContract = (
  name: string,
  open: () => Promise<{ lives: LifeStore; close(): Promise<void> }>,
): void => {
  describe(`lives: ${name}`, () => {
    let lives: LifeStore;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ lives, close } = await open());
    });
    afterEach(() => close());
    const game = gameId('game');
    const first = { id: 'first', startedAt: 100, lastBeat: 100 };

    it('[OU1] a life lasts until its latest beat, whichever comes last', async () => {
      await lives.beat(first);
      await Promise.all([300, 200].map((lastBeat) => lives.beat({ ...first, lastBeat })));
      assert.deepEqual(await lives.lives(0), [{ ...first, lastBeat: 300 }]);
    });

    it('[OU1] lives are listed the earliest first, without those that ended before a time', async () => {
      assert.deepEqual(await lives.lives(0), []);
      const others = [
        { id: 'third', startedAt: 500, lastBeat: 500 },
        { id: 'second', startedAt: 200, lastBeat: 400 },
      ];
      for (const life of [...others, first]) await lives.beat(life);
      assert.deepEqual(await lives.lives(100), [first, others[1], others[0]]);
      assert.deepEqual(await lives.lives(101), [others[1], others[0]]);
    });

    it('[OU1] a game is served by the life that took it last, and by none once that has let it go', async () => {
      assert.equal(await lives.hostOf(game), undefined);
      await lives.setHost(game, 'first');
      await lives.setHost(game, 'second');
      await lives.setHost(gameId('other'), 'first');
      await lives.clearHost(game, 'first');
      assert.equal(await lives.hostOf(game), 'second');
      await lives.clearHost(game, 'second');
      assert.equal(await lives.hostOf(game), undefined);
      assert.equal(await lives.hostOf(gameId('other')), 'first');
    });

    it('[OU1] lives that ended long ago are swept, with what they served', async () => {
      await lives.beat(first);
      await lives.beat({ id: 'second', startedAt: 100, lastBeat: 200 });
      await lives.setHost(game, 'first');
      await lives.setHost(gameId('other'), 'second');
      assert.equal(await lives.sweep(101), 1);
      assert.equal(await lives.hostOf(game), undefined);
      assert.equal(await lives.hostOf(gameId('other')), 'second');
      assert.equal((await lives.lives(0)).length, 1);
    });
  });
};
