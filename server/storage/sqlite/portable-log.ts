import type { Json } from '../../eventing/event-store.ts';
import { inPages } from '../in-pages.ts';
import type { PortablePart, PortableRecord } from '../portable.ts';
import { type CommitRow, commitOf } from './commit-row.ts';
import type { Database, Statement } from './database.ts';

type CommitRecord = PortableRecord<'commit'>;

type Row = CommitRow & { readonly milestone: number };

const page = 'SELECT * FROM commits WHERE position > ? ORDER BY position LIMIT ?';
const insert = 'INSERT INTO commits (stream, version, commit_id, at, milestone, events) VALUES (?, ?, ?, ?, ?, ?)';

const recordOf = (row: Row): CommitRecord => ({ ...commitOf<Json>(row), milestone: row.milestone === 1 });

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
