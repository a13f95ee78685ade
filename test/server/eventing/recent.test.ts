import assert from 'node:assert/strict';
import { createRecent } from '../../../server/eventing/recent.ts';

describe('what is kept of late', () => {
  for (const capacity of [3, 10])
    it(`[SB13] of ${capacity} that may be kept the last half is there, and never more than may be`, () => {
      const recent = createRecent<number>(capacity);
      for (let set = 0; set < 1_000; set += 1) {
        recent.set(`${set}`, set);
        const kept = Array.from({ length: set + 1 }, (_, at) => at).filter((at) => recent.get(`${at}`) === at);
        assert.ok(kept.length <= capacity);
        const late = Math.min(set + 1, Math.floor(capacity / 2));
        assert.deepEqual(
          kept.slice(-late),
          Array.from({ length: late }, (_, at) => set + 1 - late + at),
        );
      }
    });

  it('[SB13] what is set again stays, what is only replaced grows old, and what is deleted is gone', () => {
    const recent = createRecent<string>(4);
    for (const key of ['a', 'b', 'c']) recent.set(key, `${key}1`);
    recent.set('a', 'a2');
    recent.replace('b', 'b2');
    recent.replace('x', 'x2');
    assert.deepEqual(['a', 'b', 'c', 'x'].map(recent.get), ['a2', 'b2', 'c1', undefined]);
    recent.set('d', 'd1');
    assert.deepEqual(['a', 'b', 'c', 'd'].map(recent.get), ['a2', undefined, 'c1', 'd1']);
    for (const key of ['a', 'd']) recent.delete(key);
    assert.deepEqual(['a', 'c', 'd'].map(recent.get), [undefined, 'c1', undefined]);
  });
});
