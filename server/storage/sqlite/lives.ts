import type { Life, LifeStore } from '../../outages/life-store.ts';
import type { Database } from './database.ts';

const beat = `
  INSERT INTO lives (id, started_at, last_beat) VALUES (?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET last_beat = max(last_beat, excluded.last_beat)`;
const lives = `
  SELECT id, started_at AS startedAt, last_beat AS lastBeat FROM lives WHERE last_beat >= ? ORDER BY started_at, id`;
const setHost = `
  INSERT INTO game_hosts (game, life) VALUES (?, ?) ON CONFLICT (game) DO UPDATE SET life = excluded.life`;
const clearHost = 'DELETE FROM game_hosts WHERE game = ? AND life = ?';
const hostOf = 'SELECT life FROM game_hosts WHERE game = ?';
const sweep = 'DELETE FROM lives WHERE last_beat < ?';
const sweepHosts = 'DELETE FROM game_hosts WHERE life NOT IN (SELECT id FROM lives)';

export const createSqliteLives = (db: Pick<Database, 'write' | 'all' | 'get'>): LifeStore => ({
  beat: async ({ id, startedAt, lastBeat }) => {
    await db.write([{ sql: beat, params: [id, startedAt, lastBeat] }]);
  },
  lives: async (since) => db.all<Life>(lives, since).map((life) => ({ ...life })),
  setHost: async (game, life) => {
    await db.write([{ sql: setHost, params: [game, life] }]);
  },
  clearHost: async (game, life) => {
    await db.write([{ sql: clearHost, params: [game, life] }]);
  },
  hostOf: async (game) => db.get<{ life: string }>(hostOf, game)?.life,
  sweep: async (before) => {
    const [swept] = await db.write([
      { sql: sweep, params: [before] },
      { sql: sweepHosts, params: [] },
    ]);
    return swept!.changes;
  },
});
