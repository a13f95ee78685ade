import { StoreUnavailable } from '../../eventing/event-store.ts';
import { type CommitDoc, streamOf } from './commit-doc.ts';
import type { Documents } from './documents.ts';
import type { RunDoc } from './run-doc.ts';

export type Ordered = Pick<CommitDoc, '_id' | 'version'> & { readonly milestone: boolean };

/** How far each of the streams is in the order. */
const reachOf = async (runs: Documents<RunDoc>, streams: readonly string[]): Promise<Map<string, number>> => {
  const reach = new Map<string, number>();
  const found = await runs.find({ stream: { $in: [...new Set(streams)] } }, { fields: ['stream', 'to'] });
  for (const { stream, to } of found) reach.set(stream, Math.max(to, reach.get(stream) ?? 0));
  return reach;
};

interface Place {
  readonly _id: number;
  readonly position: number;
}

/** The runs that end with these commits, one after the other behind `newest`; a commit that has its place already has none. */
const runsOf = (newest: Place, reach: ReadonlyMap<string, number>, commits: readonly Ordered[]): RunDoc[] => {
  const reached = new Map(reach);
  let { _id, position } = newest;
  return commits.flatMap((commit) => {
    const stream = streamOf(commit);
    const from = reached.get(stream) ?? 0;
    const to = commit.version;
    if (to <= from) return [];
    reached.set(stream, to);
    _id += 1;
    position += to - from;
    return [{ _id, position, stream, from, to, last: commit._id, milestone: commit.milestone }];
  });
};

const mostTries = 200;

/** Says what comes next, in order, where the streams have come as far as `reach` says (missing: 0). */
type Choose = (reach: ReadonlyMap<string, number>) => readonly Ordered[];

/**
 * Gives commits of these streams their places at the end of the order. Any process may do so at any time: what is read of
 * the order is read after its newest place was known, and the place behind that one can be taken once; so who was overtaken,
 * be it in between two awaits or asleep for an hour, writes nothing and begins again.
 */
export const createOrderCommits = (runs: Documents<RunDoc>) => {
  let newest: Place = { _id: 0, position: 0 };

  const tryOnce = async (streams: readonly string[], choose: Choose): Promise<boolean> => {
    const behind = newest;
    const reach = await reachOf(runs, streams);
    const wanted = runsOf(behind, reach, choose(reach));
    if (wanted.length === 0) return true;
    const written = await runs.insertInOrder(wanted);
    newest = wanted[written - 1] ?? newest;
    return written === wanted.length;
  };

  return async (streams: readonly string[], choose: Choose): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries++) {
      if (await tryOnce(streams, choose)) return;
      newest = (await runs.findOne({ _id: { $gte: newest._id } }, { sort: { _id: -1 } })) ?? newest;
    }
    throw new StoreUnavailable('others keep taking the next place in the order');
  };
};
