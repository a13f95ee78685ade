import type { Commit, EventStore, Positioned } from '../../eventing/event-store.ts';
import { refusedAppend } from '../refused-append.ts';
import { beginningOf, type CommitDoc, commandKey, commitOf, docOf, keysWithin } from './commit-doc.ts';
import type { Documents } from './documents.ts';
import { createGroupCommit } from './group-commit.ts';
import { createKnownEnds } from './known-ends.ts';
import type { MongoDatabase } from './open-database.ts';
import { createTotalOrder } from './total-order.ts';

/** Which commits there are at the end of a stream, and where the one before begins. */
const createStreams = (commits: Documents<CommitDoc>) => {
  const ends = createKnownEnds();
  const lastBefore = <Field extends keyof CommitDoc>(stream: string, version: number, fields?: readonly Field[]) =>
    commits.findOne({ _id: keysWithin(stream, 0, version) }, { sort: { _id: -1 }, ...(fields && { fields }) });
  return {
    note: ends.note,
    /** Whether one of the stream's commits is known to end there: only then may another one begin. */
    isKnownToEndAt: ends.has,
    /** Whether one does, looked up. */
    endsAt: async (stream: string, version: number): Promise<boolean> => {
      const last = await lastBefore(stream, version, ['version']);
      if (last) ends.note(stream, last.version);
      return last?.version === version;
    },
    after: async (stream: string, version: number): Promise<readonly CommitDoc[]> => {
      const found = await commits.find({ _id: keysWithin(stream, version) }, { sort: { _id: 1 } });
      const [first] = found;
      const last = found.at(-1);
      const whole = first ? beginningOf(first) === version : ends.has(stream, version);
      if (last) ends.note(stream, last.version);
      if (whole) return found;
      // Asked for from the middle of a commit, or from the end.
      const before = await lastBefore(stream, version);
      return before && before.version > version ? [before, ...found] : found;
    },
  };
};

/**
 * The log in MongoDB. A commit begins where another ends and no two begin at the same version: the first is looked up, unless
 * this process knows it, and cannot become untrue; the second is the unique `_id`.
 */
export const createMongoEventStore = <Event>(db: Pick<MongoDatabase, 'documents'>): EventStore<Event> => {
  const commits = db.documents<CommitDoc>('commits');
  const streams = createStreams(commits);
  const write = createGroupCommit<CommitDoc>(commits.insertEach);
  const order = createTotalOrder(db);
  const positionedOf = ({ doc, position }: { doc: CommitDoc; position: number }): Positioned<Event> => ({
    ...commitOf<Event>(doc),
    position,
  });

  const findCommit = async (stream: string, commitId: string): Promise<Commit<Event> | undefined> => {
    const doc = await commits.findOne({ command: commandKey(stream, commitId) });
    return doc && commitOf(doc);
  };
  const refused = refusedAppend(findCommit);

  return {
    append: async (commit) => {
      const { stream, expectedVersion, commitId, at, events } = commit;
      const doc = docOf(commit);
      const isEnd = streams.isKnownToEndAt(stream, expectedVersion) || (await streams.endsAt(stream, expectedVersion));
      if (!isEnd) return refused(commit);
      if (!(await write(doc))) return refused(commit);
      streams.note(stream, doc.version);
      return { kind: 'appended', commit: { stream, version: doc.version, commitId, at, events } };
    },
    read: async (stream, afterVersion = 0) => (await streams.after(stream, afterVersion)).map(commitOf<Event>),
    findCommit,
    tail: async (afterPosition, limit) => (await order.milestones(afterPosition, limit)).map(positionedOf),
    all: async (afterPosition, limit) => (await order.all(afterPosition, limit)).map(positionedOf),
    head: order.head,
  };
};
