import type { Leases } from '../../eventing/leases.ts';
import type { Stored } from './documents.ts';
import type { MongoDatabase } from './open-database.ts';

/** `_id` is the lease's name. */
interface LeaseDoc extends Stored {
  readonly _id: string;
  readonly holder: string;
  readonly until: number;
}

export const createMongoLeases = (db: Pick<MongoDatabase, 'documents'>): Leases => {
  const leases = db.documents<LeaseDoc>('leases');
  return {
    acquire: (name, holder, ttlMs, now) =>
      leases.upsert(
        { _id: name, $or: [{ holder }, { until: { $lte: now } }] },
        { $set: { holder, until: now + ttlMs } },
      ),
    release: async (name, holder) => void (await leases.deleteMany({ _id: name, holder })),
  };
};
