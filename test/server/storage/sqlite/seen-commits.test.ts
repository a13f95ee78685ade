import assert from 'node:assert/strict';
import { createSeenCommits } from '../../../../server/storage/sqlite/seen-commits.ts';

describe('the commits that a process has seen', () => {
  it('[ES17] a name is new once in its stream, stored names are never new', () => {
    const seen = createSeenCommits((stream) => (stream === 'old' ? ['a', 'b'] : []));
    assert.deepEqual(
      ['a', 'c', 'b', 'c'].map((id) => seen.mayHave('old', id)),
      [true, false, true, true],
    );
    assert.deepEqual(
      ['a', 'a'].map((id) => seen.mayHave('new', id)),
      [false, true],
    );
  });

  it('[ES17] names of a stream that was let go of are read again', () => {
    const stored = new Map([['s', ['first']]]);
    const reads: string[] = [];
    const seen = createSeenCommits((stream) => {
      reads.push(stream);
      return stored.get(stream) ?? [];
    }, 2);
    seen.mayHave('s', 'second');
    stored.get('s')!.push('second');
    for (const other of ['t', 'u']) seen.mayHave(other, 'x');
    assert.equal(seen.mayHave('s', 'second'), true);
    assert.deepEqual(reads, ['s', 't', 'u', 's']);
  });
});
