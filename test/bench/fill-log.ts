import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseFile } from '../../server/config.ts';
import type { EventStore } from '../../server/eventing/event-store.ts';
import { createSqliteEventStore } from '../../server/storage/sqlite/event-store.ts';
import { migrations } from '../../server/storage/sqlite/migrations.ts';
import { openDatabase } from '../../server/storage/sqlite/open-database.ts';
import type { GameCommand } from '../../shared/game/commands.ts';
import { game } from '../../shared/game/decider.ts';
import { type GameEvent, isMilestone } from '../../shared/game/events.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { xo } from '../shared/game/fixtures.ts';

const octo = fileURLToPath(new URL('../../server/octo.ts', import.meta.url));
const settings = { ...xo, rated: true };

/** A rated game of two of a hundred players that the first to move wins. */
const commandsOf = (at: number): GameCommand[] => {
  const seat = (player: string) => ({ player: playerId(player), standing: 'account', rated: true }) as const;
  const [x, o] = [seat(`player${at % 100}`), seat(`player${(at + 1 + (at % 98)) % 100}`)];
  const move = (by: typeof x, column: number, row: number): GameCommand => ({
    type: 'Move',
    at: at + 2,
    by: by.player,
    x: column,
    y: row,
  });
  return [
    { type: 'Create', at, by: x, settings, side: 'x', chance: 0 },
    { type: 'Sit', at: at + 1, by: o, side: null, index: null },
    ...[move(x, 0, 0), move(o, 0, 1), move(x, 1, 0), move(o, 1, 1), move(x, 2, 0)],
  ];
};

const appendGame = async (store: EventStore<GameEvent>, at: number): Promise<number> => {
  let state = game.initial;
  let version = 0;
  for (const command of commandsOf(at)) {
    const decided = game.decide(state, command);
    if (!decided.ok) throw new Error(decided.refusal);
    const events = decided.value;
    const commit = {
      stream: `game${at}`,
      expectedVersion: version,
      commitId: `c${version}`,
      at,
      events,
      milestone: events.some(isMilestone),
    };
    await store.append(commit);
    state = events.reduce(game.evolve, state);
    version += events.length;
  }
  return version;
};

/** Writes finished games into the log of an installation that is not running, brings its read models up to date, and gives the count of events. */
export const fillLog = async (data: string, games: number): Promise<number> => {
  const db = await openDatabase({ file: join(data, databaseFile), migrations });
  let events = 0;
  try {
    const store = createSqliteEventStore<GameEvent>(db);
    for (let at = 0; at < games; at += 500) {
      const batch = Array.from({ length: Math.min(500, games - at) }, (_, more) => appendGame(store, at + more));
      events += (await Promise.all(batch)).reduce((sum, count) => sum + count, 0);
    }
  } finally {
    await db.close();
  }
  const rebuilt = spawnSync(process.execPath, [octo, 'rebuild'], {
    env: { ...process.env, OCTO_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (rebuilt.status !== 0) throw new Error(`rebuild ended with ${rebuilt.status}`);
  return events;
};

/** Game 0 again and again, under other names. */
const copies = `
  WITH RECURSIVE copy (number) AS (SELECT ?1 UNION ALL SELECT number + 1 FROM copy WHERE number + 1 < ?2)
  INSERT INTO commits (stream, version, commit_id, at, milestone, events)
  SELECT 'copy' || number, version, commit_id, at, milestone, events
  FROM copy CROSS JOIN commits WHERE stream = 'game0' ORDER BY number, version`;
// A rebuild leaves out the one projection that is no read model.
const allKnown = "INSERT INTO checkpoints (projection, position) VALUES ('rematches', 0) ON CONFLICT DO NOTHING";
const allSeen = 'UPDATE checkpoints SET position = (SELECT max(position) FROM commits)';

/**
 * Makes a log that `fillLog` began `events` long. Read models do not learn of what is added, which is read as if they had:
 * it is the log that shall be long.
 */
export const lengthenLog = async (data: string, events: number): Promise<void> => {
  const db = await openDatabase({ file: join(data, databaseFile), migrations });
  try {
    const { length } = db.get<{ length: number }>("SELECT max(version) AS length FROM commits WHERE stream = 'game0'")!;
    const { count } = db.get<{ count: number }>('SELECT count(DISTINCT stream) AS count FROM commits')!;
    const wanted = Math.ceil(events / length);
    for (let from = count; from < wanted; from += 10_000)
      await db.write([{ sql: copies, params: [from, Math.min(from + 10_000, wanted)] }]);
    await db.write([allKnown, allSeen].map((sql) => ({ sql, params: [] })));
  } finally {
    await db.close();
  }
};
