import assert from 'node:assert/strict';
import { startHeart } from '../../../server/outages/heart.ts';
import type { Life } from '../../../server/outages/life-store.ts';

/** A heart over a list of what was written, on a clock that the test moves. */
const open = async () => {
  const time = { now: 1_000 };
  const written: Life[] = [];
  const store = { trouble: async (): Promise<void> => undefined };
  let ids = 0;
  const heart = await startHeart({
    now: () => time.now,
    newId: () => `life-${++ids}`,
    store: {
      beat: async (life) => {
        await store.trouble();
        written.push(life);
      },
    },
  });
  return { time, written, store, heart };
};

describe('the heart of a process', () => {
  it('[OU3] writes at its start and at each beat that it lives', async () => {
    const { heart, time, written } = await open();
    time.now = 2_000;
    await heart.beat();
    assert.deepEqual(written, [
      { id: 'life-1', startedAt: 1_000, lastBeat: 1_000 },
      { id: 'life-1', startedAt: 1_000, lastBeat: 2_000 },
    ]);
    assert.deepEqual(heart.life(), written[1]);
  });

  it('[OU3] after more than four seconds without a beat another life begins', async () => {
    const { heart, time } = await open();
    time.now = 5_000;
    assert.equal(heart.isSilent(), false);
    await heart.beat();
    assert.equal(heart.life().id, 'life-1');
    time.now = 9_001;
    assert.equal(heart.isSilent(), true);
    await heart.beat();
    assert.deepEqual(heart.life(), { id: 'life-2', startedAt: 9_001, lastBeat: 9_001 });
  });

  it('[OU3] a beat that is refused has not happened', async () => {
    const { heart, time, store } = await open();
    store.trouble = () => Promise.reject(new Error('away'));
    time.now = 3_000;
    await assert.rejects(heart.beat(), /away/);
    assert.equal(heart.life().lastBeat, 1_000);
    time.now = 9_000;
    store.trouble = async () => undefined;
    await heart.beat();
    assert.equal(heart.life().id, 'life-2');
  });

  it('[OU3] a beat that hung through an outage counts from its end', async () => {
    const { heart, time, store } = await open();
    store.trouble = async () => {
      time.now = 40_000;
    };
    time.now = 2_000;
    await heart.beat();
    assert.deepEqual(heart.life(), { id: 'life-2', startedAt: 40_000, lastBeat: 40_000 });
  });

  it('[OU3] a store that takes that long each time is asked no more than twice', async () => {
    const { heart, time, store, written } = await open();
    store.trouble = async () => {
      time.now += 5_000;
    };
    await heart.beat();
    assert.equal(written.length, 3);
    assert.equal(heart.isSilent(), true);
  });

  it('[OU3] those who ask for a beat at once share one', async () => {
    const { heart, written } = await open();
    await Promise.all([heart.beat(), heart.beat(), heart.beat()]);
    assert.equal(written.length, 2);
  });
});
