import { inPages } from '../in-pages.ts';
import type { Portable, PortablePart, PortableRecord } from '../portable.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { portableAccounts } from './portable-accounts.ts';
import { portableLog } from './portable-log.ts';

type Db = Pick<Database, 'write' | 'all'>;

/** How the rows of one table are records. `page` reads after a key, `key` gives a row's. */
interface Table<Row, Each> {
  readonly page: string;
  readonly first: SqlValue;
  readonly key: (row: Row) => SqlValue;
  readonly record: (row: Row) => Each;
  readonly insert: (record: Each) => readonly Statement[];
}

const portableTable = <Row, Each>(db: Db, table: Table<Row, Each>): PortablePart<Each> => ({
  dump: async function* () {
    const { page, first, key, record } = table;
    const rows = inPages<Row>((last, limit) => db.all<Row>(page, last === undefined ? first : key(last), limit));
    for await (const each of rows) yield* each.map(record);
  },
  load: async (records) => {
    if (records.length > 0) await db.write(records.flatMap(table.insert));
  },
});

interface KeyRow {
  readonly kid: string;
  readonly public_jwk: string;
  readonly private_jwk: string;
  readonly created_at: number;
}

const keys: Table<KeyRow, PortableRecord<'signingKey'>> = {
  page: 'SELECT * FROM signing_keys WHERE kid > ? ORDER BY kid LIMIT ?',
  first: '',
  key: ({ kid }) => kid,
  record: (row) => ({
    kid: row.kid,
    publicJwk: JSON.parse(row.public_jwk) as PortableRecord<'signingKey'>['publicJwk'],
    privateJwk: JSON.parse(row.private_jwk) as PortableRecord<'signingKey'>['privateJwk'],
    createdAt: row.created_at,
  }),
  insert: ({ kid, publicJwk, privateJwk, createdAt }) => [
    {
      sql: 'INSERT INTO signing_keys (kid, public_jwk, private_jwk, created_at) VALUES (?, ?, ?, ?)',
      params: [kid, JSON.stringify(publicJwk), JSON.stringify(privateJwk), createdAt],
    },
  ],
};

interface OperatorRow {
  readonly name: string;
  readonly password_hash: string | null;
  readonly one_time_until: number | null;
  readonly sessions: string;
}

type OperatorSession = PortableRecord<'operator'>['sessions'][number];

const operators: Table<OperatorRow, PortableRecord<'operator'>> = {
  page: `
    SELECT o.*, (SELECT json_group_array(json_object('tokenHash', token_hash, 'choosing', choosing, 'expiresAt', expires_at))
                 FROM (SELECT * FROM operator_sessions s WHERE s.operator = o.name ORDER BY token_hash)) AS sessions
    FROM operators o WHERE name > ? ORDER BY name LIMIT ?`,
  first: '',
  key: ({ name }) => name,
  record: ({ name, password_hash, one_time_until, sessions }) => ({
    ...{ name, passwordHash: password_hash, oneTimeUntil: one_time_until },
    sessions: (JSON.parse(sessions) as (Omit<OperatorSession, 'choosing'> & { choosing: number })[]).map((each) => ({
      ...each,
      choosing: each.choosing === 1,
    })),
  }),
  insert: ({ name, passwordHash, oneTimeUntil, sessions }) => [
    {
      sql: 'INSERT INTO operators (name, password_hash, one_time_until) VALUES (?, ?, ?)',
      params: [name, passwordHash, oneTimeUntil],
    },
    ...sessions.map(({ tokenHash, choosing, expiresAt }) => ({
      sql: 'INSERT INTO operator_sessions (token_hash, operator, choosing, expires_at) VALUES (?, ?, ?, ?)',
      params: [tokenHash, name, choosing ? 1 : 0, expiresAt],
    })),
  ],
};

const usedTokens: Table<{ readonly jti: string; readonly expires_at: number }, PortableRecord<'usedToken'>> = {
  page: 'SELECT jti, expires_at FROM used_tokens WHERE jti > ? ORDER BY jti LIMIT ?',
  first: '',
  key: ({ jti }) => jti,
  record: ({ jti, expires_at }) => ({ jti, expiresAt: expires_at }),
  insert: ({ jti, expiresAt }) => [
    { sql: 'INSERT INTO used_tokens (jti, expires_at) VALUES (?, ?)', params: [jti, expiresAt] },
  ],
};

const hiddenPlayers: Table<PortableRecord<'hiddenPlayer'>, PortableRecord<'hiddenPlayer'>> = {
  page: 'SELECT player FROM rating_hidden WHERE player > ? ORDER BY player LIMIT ?',
  first: '',
  key: ({ player }) => player,
  record: ({ player }) => ({ player }),
  insert: ({ player }) => [{ sql: 'INSERT INTO rating_hidden (player) VALUES (?)', params: [player] }],
};

const chat: Table<PortableRecord<'chat'> & { readonly seq: number }, PortableRecord<'chat'>> = {
  page: 'SELECT seq, id, game, player, text, at FROM chat WHERE seq > ? ORDER BY seq LIMIT ?',
  first: 0,
  key: ({ seq }) => seq,
  record: ({ id, game, player, text, at }) => ({ id, game, player, text, at }),
  insert: ({ id, game, player, text, at }) => [
    {
      sql: 'INSERT INTO chat (id, game, player, text, at) VALUES (?, ?, ?, ?, ?)',
      params: [id, game, player, text, at],
    },
  ],
};

interface LifeRow {
  readonly id: string;
  readonly started_at: number;
  readonly last_beat: number;
}

const lives: Table<LifeRow, PortableRecord<'life'>> = {
  page: 'SELECT id, started_at, last_beat FROM lives WHERE id > ? ORDER BY id LIMIT ?',
  first: '',
  key: ({ id }) => id,
  record: ({ id, started_at, last_beat }) => ({ id, startedAt: started_at, lastBeat: last_beat }),
  insert: ({ id, startedAt, lastBeat }) => [
    { sql: 'INSERT INTO lives (id, started_at, last_beat) VALUES (?, ?, ?)', params: [id, startedAt, lastBeat] },
  ],
};

const gameHosts: Table<PortableRecord<'gameHost'>, PortableRecord<'gameHost'>> = {
  page: 'SELECT game, life FROM game_hosts WHERE game > ? ORDER BY game LIMIT ?',
  first: '',
  key: ({ game }) => game,
  record: ({ game, life }) => ({ game, life }),
  insert: ({ game, life }) => [{ sql: 'INSERT INTO game_hosts (game, life) VALUES (?, ?)', params: [game, life] }],
};

export const createSqlitePortable = (db: Db): Portable => ({
  signingKey: portableTable(db, keys),
  operator: portableTable(db, operators),
  account: portableAccounts(db),
  hiddenPlayer: portableTable(db, hiddenPlayers),
  usedToken: portableTable(db, usedTokens),
  chat: portableTable(db, chat),
  life: portableTable(db, lives),
  gameHost: portableTable(db, gameHosts),
  commit: portableLog(db),
});
