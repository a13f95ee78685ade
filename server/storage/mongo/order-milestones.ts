import { type CommitDoc, streamOf } from './commit-doc.ts';
import type { Documents, Where } from './documents.ts';
import type { createOrderCommits, Ordered } from './order-commits.ts';

type Seen = Pick<CommitDoc, '_id' | 'version' | 'at'>;

/** Milestones ordered at a time. */
const batch = 1000;

/**
 * In the order of their times, but never before an earlier one of the same stream: the clocks of two nodes need not agree.
 * `seen` is sorted by `_id`.
 */
const inTurn = (seen: readonly Seen[]): Ordered[] => {
  const latest = new Map<string, number>();
  const timed = seen.map((commit) => {
    const stream = streamOf(commit);
    const at = Math.max(commit.at, latest.get(stream) ?? 0);
    latest.set(stream, at);
    return { _id: commit._id, version: commit.version, milestone: true, at };
  });
  // Sorting is stable: within a stream the order stays.
  return timed.toSorted((one, other) => one.at - other.at);
};

/** Those of `again` that were seen before, or come before one that was in its stream. */
const upTo = (seen: readonly Seen[], again: readonly Seen[]): readonly Seen[] => {
  const last = new Map(seen.map((commit) => [streamOf(commit), commit.version]));
  return again.filter((commit) => commit.version <= (last.get(streamOf(commit)) ?? 0));
};

/**
 * Gives every milestone that is there when it is called its place in the total order. They are found by a mark that a commit
 * carries until it has its place: however late one becomes visible, and whatever the clocks of the nodes say, it is found.
 * They are looked for twice, since while a first search goes on two milestones of one stream may be stored, of which it
 * passes the place of the earlier one and finds the later: whatever was there before something seen is there the second time.
 */
export const createOrderMilestones = (
  commits: Documents<CommitDoc>,
  orderCommits: ReturnType<typeof createOrderCommits>,
): (() => Promise<void>) => {
  const look = (where: Where<CommitDoc>, limit?: number) =>
    commits.find(where, {
      sort: { unordered: 1 },
      fields: ['version', 'at'],
      ...(limit !== undefined && { limit }),
    });

  return async () => {
    for (;;) {
      const seen = await look({ unordered: { $gt: '' } }, batch);
      if (seen.length === 0) return;
      const next = inTurn(upTo(seen, await look({ unordered: { $gt: '', $lte: seen.at(-1)!._id } })));
      await orderCommits(next.map(streamOf), () => next);
      await commits.updateMany({ _id: { $in: next.map(({ _id }) => _id) } }, { $unset: { unordered: '' } });
      if (seen.length < batch) return;
    }
  };
};
