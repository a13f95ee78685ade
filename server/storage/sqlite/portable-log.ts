import type { Json } from '../../eventing/event-store.ts';
import { inPages } from '../in-pages.ts';
import type { PortablePart, PortableRecord } from '../portable.ts';
import type { Database, Statement } from './database.ts';

type CommitRecord = PortableRecord<'commit'>;

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly commit_id: string;
  readonly at: number;
  readonly milestone: number;
  readonly events: string;
}

const page = 'SELECT * FROM commits WHERE position > ? ORDER BY position LIMIT ?';
const insert = 'INSERT INTO commits (stream, version, commit_id, at, milestone, events) VALUES (?, ?, ?, ?, ?, ?)';

const recordOf = ({ stream, version, commit_id, at, milestone, events }: Row): CommitRecord => ({
  ...{ stream, version, commitId: commit_id, at, milestone: milestone === 1 },
  events: JSON.parse(events) as Json[],
});

const insertion = ({ stream, version, commitId, at, milestone, events }: CommitRecord): Statement => ({
  sql: insert,
  params: [stream, version, commitId, at, milestone ? 1 : 0, JSON.stringify(events)],
});

export const portableLog = (db: Pick<Database, 'write' | 'all'>): PortablePart<CommitRecord> => ({
  dump: async function* () {
    const rows = inPages<Row>((last, limit) => db.all<Row>(page, last?.position ?? 0, limit));
    for await (const each of rows) yield* each.map(recordOf);
  },
  load: async (records) => {
    if (records.length > 0) await db.write(records.map(insertion));
  },
});
