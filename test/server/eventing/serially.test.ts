import assert from 'node:assert/strict';
import { createSerially, createTails } from '../../../server/eventing/serially.ts';

describe('work by keys', () => {
  const gate = () => Promise.withResolvers<void>();

  it('[SB5] of one key is done one after the other, whatever fails, and of others at once', async () => {
    const serially = createSerially();
    const done: string[] = [];
    const first = gate();
    const a1 = serially('a', () => first.promise.then(() => void done.push('a1')));
    const a2 = serially(
      'a',
      async () => {
        done.push('a2');
        throw new Error('failed');
      },
      () => void done.push('told'),
    );
    const a3 = serially('a', async () => void done.push('a3'));
    await serially('b', async () => void done.push('b1'));
    assert.deepEqual(done, ['b1']);
    first.resolve();
    await a1;
    await assert.rejects(a2, /failed/);
    await a3;
    assert.deepEqual(done, ['b1', 'a1', 'a2', 'told', 'a3']);
  });

  it('[SB5] however many keys have come and gone meanwhile', async () => {
    const serially = createSerially();
    const done: string[] = [];
    const first = gate();
    const a1 = serially('a', () => first.promise.then(() => void done.push('a1 ends')));
    for (let key = 0; key < 5_000; key += 1) await serially(`${key}`, async () => undefined);
    const a2 = serially('a', async () => void done.push('a2 begins'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(done, []);
    first.resolve();
    await Promise.all([a1, a2]);
    assert.deepEqual(done, ['a1 ends', 'a2 begins']);
  });

  it('[SB5] keys of which nothing is under way are let go of, once there are many', () => {
    const tails = createTails();
    tails.of('busy').last = Promise.resolve();
    for (let key = 0; key < 10_000; key += 1) {
      tails.of(`${key}`);
      tails.makeRoom();
      assert.ok(tails.kept() <= 1_000);
    }
    assert.ok(tails.of('busy').last);
  });
});
