import type { GameNow } from '../../../rooms/ports.ts';
import type { EventStore } from '../../../server/eventing/event-store.ts';
import { createFeed } from '../../../server/eventing/feed.ts';
import { followStream } from '../../../server/eventing/follower.ts';
import { createStreamCache } from '../../../server/eventing/stream-cache.ts';
import { createSubmit } from '../../../server/eventing/submit.ts';
import { waitInRealTime } from '../../../server/eventing/wait.ts';
import { createSqliteEventStore } from '../../../server/storage/sqlite/event-store.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import { type GameEvent, isMilestone } from '../../../shared/game/events.ts';
import type { GameRefusal } from '../../../shared/game/refusals.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { type GameId, gameId, playerId } from '../../../shared/kernel/ids.ts';
import { openTemporaryDatabase } from '../../server/storage/sqlite/temporary-database.ts';
import { xo } from '../../shared/game/fixtures.ts';

const report = (error: unknown): void => {
  throw error;
};

/** The log, the door for commands and the feed, over a real store. */
export const openGames = async (now: () => number) => {
  const db = await openTemporaryDatabase();
  const store: EventStore<GameEvent> = createSqliteEventStore(db);
  const feed = createFeed<GameEvent>(report);
  const cache = createStreamCache(game, 100);
  const submit = createSubmit<GameCommand, GameEvent, GameState, GameRefusal>({
    store,
    decider: game,
    cache,
    publish: feed.publish,
    isMilestone: (events) => events.some(isMilestone),
    now,
  });
  let commands = 0;
  const command = async (id: GameId, asked: GameCommand) => {
    commands += 1;
    const outcome = await submit(id, asked, `test:${commands}`);
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome;
  };
  const sitter = (player: string) => ({ player: playerId(player), standing: 'account' as const, rated: false });
  let games = 0;
  /** A game that waits for an opponent of `x`. */
  const create = async (settings: Partial<Settings> = {}, x = 'ann'): Promise<GameId> => {
    games += 1;
    const id = gameId(`game-${games}`);
    const all = { ...xo, ...settings };
    await command(id, { type: 'Create', at: now(), by: sitter(x), settings: all, side: 'x', chance: 0 });
    return id;
  };
  const sit = (id: GameId, player: string) =>
    command(id, { type: 'Sit', at: now(), by: sitter(player), side: null, index: null });
  return {
    store,
    feed,
    submit,
    command,
    follow: async (stream: GameId, onCommit: (events: readonly GameEvent[], now: GameNow) => void) => ({
      ...(await followStream<GameEvent, GameState>({
        ...{ store, feed, decider: game, stream, report, wait: waitInRealTime },
        onCommit: ({ events }, now) => onCommit(events, now),
      })),
      entered: async () => undefined,
    }),
    ...{ create, sit },
    /** A game of ann's that bob has joined: X, who is ann, is to move. */
    begin: async (settings: Partial<Settings> = {}): Promise<GameId> => {
      const id = await create(settings);
      await sit(id, 'bob');
      return id;
    },
    close: () => db.close(),
  };
};
export type Games = Awaited<ReturnType<typeof openGames>>;
