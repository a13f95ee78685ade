import type { Checkpoints } from '../../eventing/projector.ts';
import type { Stored } from './documents.ts';
import type { MongoDatabase } from './open-database.ts';

/** `_id` is the projection's name. */
interface CheckpointDoc extends Stored {
  readonly _id: string;
  readonly position: number;
}

export const createMongoCheckpoints = (db: Pick<MongoDatabase, 'documents'>): Checkpoints => {
  const checkpoints = db.documents<CheckpointDoc>('checkpoints');
  return {
    read: async (projection) => (await checkpoints.findOne({ _id: projection }))?.position ?? 0,
    move: (projection, from, to) => {
      const [where, change] = [{ _id: projection, position: from }, { $set: { position: to } }];
      // One that is not there stands at 0.
      return from === 0 ? checkpoints.upsert(where, change) : checkpoints.updateOne(where, change);
    },
    reset: async (projection) => void (await checkpoints.deleteMany({ _id: projection })),
  };
};
