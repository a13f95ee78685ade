import { createMerged } from '../../eventing/merged.ts';
import { type CommitDoc, keysWithin } from './commit-doc.ts';
import type { Documents } from './documents.ts';
import type { MongoDatabase } from './open-database.ts';
import { createOrderCommits } from './order-commits.ts';
import { createOrderMilestones } from './order-milestones.ts';
import { createOrderRest } from './order-rest.ts';
import { positionIn, type RunDoc } from './run-doc.ts';

export interface Placed {
  readonly doc: CommitDoc;
  readonly position: number;
}

/** Reads run by run, because a run's commits lie together; those at `after` and before it are left out. */
const createPages =
  (commits: Documents<CommitDoc>, runs: Documents<RunDoc>) =>
  async (after: number, limit: number): Promise<Placed[]> => {
    const page: Placed[] = [];
    for (const run of await runs.find({ position: { $gt: after } }, { sort: { position: 1 }, limit })) {
      const _id = keysWithin(run.stream, run.from, run.to);
      const placed = (await commits.find({ _id }, { sort: { _id: 1 } })).map((doc) => ({
        doc,
        position: positionIn(run, doc),
      }));
      page.push(...placed.filter(({ position }) => position > after));
      if (page.length >= limit) break;
    }
    return page.slice(0, limit);
  };

/**
 * The total order of commits. It is made by those who read it: a milestone has its place before anyone who asks after it
 * was stored is answered, and a move, which nobody reads in order, costs nothing.
 */
export const createTotalOrder = (db: Pick<MongoDatabase, 'documents'>) => {
  const commits = db.documents<CommitDoc>('commits');
  const runs = db.documents<RunDoc>('runs');
  const orderCommits = createOrderCommits(runs);
  const settle = createMerged(createOrderMilestones(commits, orderCommits));
  const orderRest = createMerged(createOrderRest(commits, orderCommits));
  const page = createPages(commits, runs);
  let head = 0;

  return {
    /** Milestones after a position, at most `limit`. */
    milestones: async (after: number, limit: number): Promise<readonly Placed[]> => {
      await settle();
      const found = await runs.find({ position: { $gt: after }, milestone: true }, { sort: { position: 1 }, limit });
      if (found.length === 0) return [];
      const docs = await commits.find({ _id: { $in: found.map(({ last }) => last) } });
      const byId = new Map(docs.map((doc) => [doc._id, doc]));
      return found.map(({ last, position }) => ({ doc: byId.get(last)!, position }));
    },
    all: async (after: number, limit: number): Promise<readonly Placed[]> => {
      await settle();
      const known = await page(after, limit);
      if (known.length === limit) return known;
      await orderRest();
      return page(after, limit);
    },
    /** The newest milestone's position, 0 when there is none. */
    head: async (): Promise<number> => {
      await settle();
      const newest = await runs.findOne(
        { position: { $gt: head }, milestone: true },
        { sort: { position: -1 }, fields: ['position'] },
      );
      head = Math.max(head, newest?.position ?? 0);
      return head;
    },
  };
};
