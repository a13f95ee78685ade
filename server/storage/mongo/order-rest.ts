import { beginningOf, type CommitDoc, streamOf } from './commit-doc.ts';
import type { Documents } from './documents.ts';
import type { createOrderCommits, Ordered } from './order-commits.ts';

type Seen = Pick<CommitDoc, '_id' | 'version' | 'milestone'>;

const batch = 1000;

/** The last of a stream's commits that follow each other from `reached` on and are no milestones, which order themselves. */
const lastUnordered = (seen: readonly Seen[], reached: number): readonly Ordered[] => {
  let last: Ordered | undefined;
  for (const { _id, version, milestone } of seen) {
    if (version <= reached) continue;
    if (milestone || beginningOf({ _id }) !== (last?.version ?? reached)) break;
    last = { _id, version, milestone };
  }
  return last ? [last] : [];
};

/**
 * Gives the commits that no milestone follows yet their places too, for an export. It walks the whole log, because a move
 * leaves no trace but itself.
 */
export const createOrderRest =
  (commits: Documents<CommitDoc>, orderCommits: ReturnType<typeof createOrderCommits>) => async (): Promise<void> => {
    for (let after = ''; ; ) {
      const page = await commits.find(
        { _id: { $gt: after } },
        { sort: { _id: 1 }, limit: batch, fields: ['version', 'milestone'] },
      );
      if (page.length === 0) return;
      const streams = [...Map.groupBy(page, streamOf)];
      await orderCommits(page.map(streamOf), (reach) =>
        streams.flatMap(([stream, seen]) => lastUnordered(seen, reach.get(stream) ?? 0)),
      );
      after = page.at(-1)!._id;
    }
  };
