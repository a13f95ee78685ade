import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../server/config.ts';
import type { EventStore } from '../../server/eventing/event-store.ts';
import { openStores } from '../../server/storage/open-stores.ts';
import type { GameCommand } from '../../shared/game/commands.ts';
import { game } from '../../shared/game/decider.ts';
import { type GameEvent, isMilestone } from '../../shared/game/events.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { xo } from '../shared/game/fixtures.ts';

/** Where an installation keeps its data. */
type Place = Pick<Config, 'data' | 'mongoUrl'>;

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

const rebuild = ({ data, mongoUrl }: Place): void => {
  const { status } = spawnSync(process.execPath, [octo, 'rebuild'], {
    env: { ...process.env, OCTO_DATA: data, ...(mongoUrl !== undefined && { OCTO_MONGO_URL: mongoUrl }) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`rebuild ended with ${status}`);
};

/** Writes finished games into the log of an installation that is not running, brings its read models up to date, and gives the count of events. */
export const fillLog = async (place: Place, games: number): Promise<number> => {
  let events = 0;
  {
    await using stores = await openStores(place);
    for (let at = 0; at < games; at += 500) {
      const batch = Array.from({ length: Math.min(500, games - at) }, (_, more) =>
        appendGame(stores.events, at + more),
      );
      events += (await Promise.all(batch)).reduce((sum, count) => sum + count, 0);
    }
  }
  rebuild(place);
  return events;
};
