import type { EventStore } from '../../../server/eventing/event-store.ts';
import type { Leases } from '../../../server/eventing/leases.ts';
import type { Checkpoints } from '../../../server/eventing/projector.ts';
import { createSqliteCheckpoints } from '../../../server/storage/sqlite/checkpoints.ts';
import { createSqliteEventStore } from '../../../server/storage/sqlite/event-store.ts';
import { createSqliteLeases } from '../../../server/storage/sqlite/leases.ts';
import { openTemporaryDatabase } from '../storage/sqlite/temporary-database.ts';

export interface OpenLog<Event> {
  readonly store: EventStore<Event>;
  readonly checkpoints: Checkpoints;
  readonly leases: Leases;
  close(): Promise<void>;
}

/** A fresh log in a database of its own. */
export const openLog = async <Event>(): Promise<OpenLog<Event>> => {
  const db = await openTemporaryDatabase();
  return {
    store: createSqliteEventStore<Event>(db),
    checkpoints: createSqliteCheckpoints(db),
    leases: createSqliteLeases(db),
    close: db.close,
  };
};

/** A promise that the test settles. */
export const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
};
