import type { Json } from '../../eventing/event-store.ts';
import { inPages } from '../in-pages.ts';
import type { PortablePart, PortableRecord } from '../portable.ts';
import { type CommitDoc, commitOf, docOf } from './commit-doc.ts';
import { insertNew } from './insert-new.ts';
import type { MongoDatabase } from './open-database.ts';
import { createOrderCommits } from './order-commits.ts';
import type { RunDoc } from './run-doc.ts';
import { createTotalOrder, type Placed } from './total-order.ts';

type CommitRecord = PortableRecord<'commit'>;

const recordOf = ({ doc }: Placed): CommitRecord => ({ ...commitOf<Json>(doc), milestone: doc.milestone });

/** Without the mark of a milestone that waits for its place: the load gives it the one that it had. */
const documentOf = ({ version, events, ...commit }: CommitRecord): CommitDoc => {
  const { unordered, ...doc } = docOf({ ...commit, events, expectedVersion: version - events.length });
  return doc;
};

export const portableLog = (db: Pick<MongoDatabase, 'documents'>): PortablePart<CommitRecord> => {
  const commits = db.documents<CommitDoc>('commits');
  const order = createTotalOrder(db);
  const place = createOrderCommits(db.documents<RunDoc>('runs'));
  return {
    dump: async function* () {
      const pages = inPages<Placed>((last, limit) => order.all(last?.position ?? 0, limit));
      for await (const page of pages) yield* page.map(recordOf);
    },
    // Milestones keep their order; moves between them are placed by whoever reads them in order.
    load: async (records) => {
      const docs = records.map(documentOf);
      await insertNew(commits, docs);
      const milestones = docs.filter(({ milestone }) => milestone);
      const streams = records.filter(({ milestone }) => milestone).map(({ stream }) => stream);
      await place(streams, () => milestones);
    },
  };
};
