import { type CommitDoc, commitIndexes, keysWithin } from '../../server/storage/mongo/commit-doc.ts';
import type { Stored } from '../../server/storage/mongo/documents.ts';
import { type MongoDatabase, openMongoDatabase } from '../../server/storage/mongo/open-database.ts';
import { type RunDoc, runIndexes } from '../../server/storage/mongo/run-doc.ts';

/** Of `fillLog`, again and again, under other names. */
const copied = 'game0';
const copiesAtATime = 500;

interface CheckpointDoc extends Stored {
  readonly _id: string;
  readonly position: number;
}

/** What the log has of one game: its commits, and its entries of the total order. */
interface Logged {
  readonly commits: readonly CommitDoc[];
  readonly runs: readonly RunDoc[];
}
type Place = Pick<RunDoc, '_id' | 'position'>;

/** The same game under another name, whose entries follow `newest`. */
const copyBehind = ({ commits, runs }: Logged, newest: Place): Logged => {
  const stream = `copy${newest._id}`;
  const renamed = (key: string): string => stream + key.slice(copied.length);
  return {
    commits: commits.map((doc) => ({ ...doc, _id: renamed(doc._id), command: renamed(doc.command) })),
    runs: runs.map((run, at) => ({
      ...run,
      _id: newest._id + 1 + at,
      position: newest.position + run.to,
      ...{ stream, last: renamed(run.last) },
    })),
  };
};

const copiesBehind = (game: Logged, newest: Place, count: number): Logged => {
  const all = { commits: [] as CommitDoc[], runs: [] as RunDoc[] };
  for (let left = count; left > 0; left -= 1) {
    const copy = copyBehind(game, all.runs.at(-1) ?? newest);
    all.commits.push(...copy.commits);
    all.runs.push(...copy.runs);
  }
  return all;
};

const allSeen = async (db: MongoDatabase, position: number): Promise<void> => {
  const checkpoints = db.documents<CheckpointDoc>('checkpoints');
  // A rebuild leaves out the one projection that is no read model.
  await checkpoints.upsert({ _id: 'rematches' }, { $set: { position } });
  await checkpoints.updateMany({ _id: { $gt: '' } }, { $set: { position } });
};

/**
 * Makes a log that `fillLog` began `events` long, with the documents that appending and ordering the same games would leave.
 * Read models do not learn of them, which is read as if they had: it is the log that shall be long.
 */
export const lengthenMongoLog = async (url: string, events: number): Promise<void> => {
  const db = await openMongoDatabase({ url, indexes: [...commitIndexes, ...runIndexes] });
  try {
    const commits = db.documents<CommitDoc>('commits');
    const runs = db.documents<RunDoc>('runs');
    const game = {
      commits: await commits.find({ _id: keysWithin(copied, 0) }, { sort: { _id: 1 } }),
      runs: await runs.find({ stream: copied }, { sort: { _id: 1 } }),
    };
    const length = game.runs.at(-1)!.to;
    let newest: Place = (await runs.findOne({ _id: { $gt: 0 } }, { sort: { _id: -1 } }))!;
    while (newest.position < events) {
      const wanted = Math.min(copiesAtATime, Math.ceil((events - newest.position) / length));
      const copies = copiesBehind(game, newest, wanted);
      await commits.insertEach(copies.commits);
      await runs.insertInOrder(copies.runs);
      newest = copies.runs.at(-1)!;
    }
    await allSeen(db, newest.position);
  } finally {
    await db.close();
  }
};
