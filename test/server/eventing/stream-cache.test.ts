import assert from 'node:assert/strict';
import { createStreamCache } from '../../../server/eventing/stream-cache.ts';
import { counter } from './counter.ts';

const commit = (version: number, added: number) => ({
  stream: 's',
  version,
  commitId: `c${version}`,
  at: 1,
  events: [{ added }],
});

describe('the stream cache', () => {
  it('[SB13] keeps the streams on which somebody here has acted of late', () => {
    const cache = createStreamCache(counter, 2);
    cache.set('a', { state: 1, version: 1 });
    cache.set('b', { state: 2, version: 1 });
    cache.set('a', { state: 4, version: 2 });
    cache.get('b');
    cache.set('c', { state: 3, version: 1 });
    assert.deepEqual(
      ['a', 'b', 'c'].map((stream) => cache.get(stream)?.state),
      [4, undefined, 3],
    );
  });

  it('[SB14] follows the commits of others, passes over old ones, and drops a stream with a gap', () => {
    const cache = createStreamCache(counter, 2);
    cache.apply(commit(1, 9));
    assert.equal(cache.get('s'), undefined);
    cache.set('s', { state: 5, version: 3 });
    cache.apply(commit(4, 2));
    cache.apply(commit(4, 2));
    cache.apply(commit(2, 100));
    assert.deepEqual(cache.get('s'), { state: 7, version: 4 });
    cache.apply(commit(6, 1));
    assert.equal(cache.get('s'), undefined);
  });

  it('[SB14] keeps the newer of two states', () => {
    const cache = createStreamCache(counter, 2);
    cache.set('s', { state: 5, version: 3 });
    cache.set('s', { state: 4, version: 2 });
    assert.equal(cache.get('s')?.version, 3);
    cache.drop('s');
    assert.equal(cache.get('s'), undefined);
  });
});
