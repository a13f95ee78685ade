import assert from 'node:assert/strict';
import { type EventStore, StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { createFeed } from '../../../server/eventing/feed.ts';
import { followStream } from '../../../server/eventing/follower.ts';
import { waitInRealTime } from '../../../server/eventing/wait.ts';
import { stateAfter } from '../../../server/games/read-game.ts';
import { newest, type StateAt, stateFromLog } from '../../../server/games/state-at.ts';
import type { LifeStore } from '../../../server/outages/life-store.ts';
import { servedGames } from '../../../server/outages/served-games.ts';
import { createSqliteLives } from '../../../server/storage/sqlite/lives.ts';
import { game as rules } from '../../../shared/game/decider.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import type { GameState } from '../../../shared/game/state.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { begin, openWorld, person, type World } from '../games/world.ts';

const second = 1_000;
const report = (error: unknown): void => assert.fail(String(error));

describe('a log of games that are served', () => {
  let world: World;
  let away: boolean;
  let failures: string[];
  beforeEach(async () => {
    world = await openWorld();
    [away, failures] = [false, []];
  });
  afterEach(() => world.close());

  /** Games as they began, unless somebody asks for the newest state. */
  const asCached =
    (store: Pick<EventStore<GameEvent>, 'read'>): StateAt =>
    async (game, version) =>
      version === newest ? stateFromLog(store)(game, version) : stateAfter((await store.read(game)).slice(0, 1));

  /** Begins `later` ms later. */
  const aProcess = (later = 0) => {
    world.time.now += later;
    const { store, submit, newId } = world;
    const lives = createSqliteLives(world.db);
    const hostOf: LifeStore['hostOf'] = async (game) => {
      if (away) throw new StoreUnavailable('away');
      return lives.hostOf(game);
    };
    const feed = createFeed<GameEvent>(report);
    const follow = (stream: GameId, onCommit: () => void) =>
      followStream<GameEvent, GameState>({
        ...{ store, feed, decider: rules, stream, onCommit, report, wait: waitInRealTime },
      });
    return servedGames(
      { submit, follow, stateAt: asCached(store) },
      {
        ...{ store: { ...lives, hostOf }, newId, now: () => world.time.now },
        report: { outageFailed: () => void failures.push('failed'), outageOver: () => undefined },
      },
    );
  };
  type Served = Awaited<ReturnType<typeof aProcess>>;
  const openRoom = (by: Served, game: GameId) => by.follow(game, () => undefined);
  const pass = async (seconds: number, ...alive: readonly Served[]): Promise<void> => {
    for (let each = 0; each < seconds; each += 1) {
      world.time.now += second;
      for (const { outages } of alive) await outages.beat();
    }
  };
  const givenBack = async (game: GameId): Promise<readonly number[]> => {
    const events = (await world.store.read(game)).flatMap((commit) => commit.events);
    return events.flatMap((event) => (event.type === 'TimeGivenBack' ? [event.until - event.from] : []));
  };

  /** A game whose process lived for ten seconds and was killed so many ago, and the process after it. */
  const orphaned = async (seconds: number) => {
    const first = await aProcess();
    const game = await begin(world, person('ann'), person('bob'), { clock: { initialMs: 60_000, incrementMs: 0 } });
    await (await openRoom(first, game)).entered();
    await pass(10, first);
    await pass(seconds);
    const next = await aProcess();
    return { game, next, room: await openRoom(next, game) };
  };

  it('[OU6] of rooms of one game that open at once, one that nobody enters leaves it to the other', async () => {
    const [winning, losing] = [await aProcess(), await aProcess()];
    const game = await begin(world, person('ann'), person('bob'), { clock: { initialMs: 60_000, incrementMs: 0 } });
    const [won, lost] = await Promise.all([openRoom(winning, game), openRoom(losing, game)]);
    await won.entered();
    lost.stop();
    await pass(10, winning, losing);
    await pass(20, losing);
    const again = await openRoom(losing, game);
    await Promise.all([again.entered(), again.entered()]);
    assert.deepEqual(await givenBack(game), [20_000]);
  });

  it('[OU4] what could not be settled for whoever came in is settled for the next', async () => {
    const { game, room } = await orphaned(20);
    away = true;
    await room.entered();
    assert.equal(failures.length, 1);
    assert.deepEqual(await givenBack(game), []);
    away = false;
    await room.entered();
    assert.deepEqual(await givenBack(game), [20_000]);
    room.stop();
  });

  it('[OU5] nothing is judged before that either', async () => {
    const { game, next, room } = await orphaned(60);
    away = true;
    await room.entered();
    away = false;
    const judged = await next.submit(game, { type: 'TimeOut', at: world.time.now }, 'time-out');
    assert.equal(!judged.ok && judged.refusal, 'game/time-remains');
    assert.deepEqual(await givenBack(game), [60_000]);
  });

  it('[OU10] of two processes the younger sees the elder, for as long as that goes on, and not the other way round', async () => {
    const [elder, younger] = [await aProcess(), await aProcess(1)];
    const looks = (each: Served, ...alive: readonly Served[]) => each.outages.hasElder(() => pass(3, ...alive));
    assert.deepEqual([await looks(younger, elder, younger), await looks(elder, elder, younger)], [true, false]);
    assert.equal(await looks(younger, younger), false, 'the elder is dead');
    const third = await aProcess(1);
    assert.deepEqual([await looks(third, younger, third), await looks(third, third)], [true, false]);
    world.time.now += 10 * second;
    assert.equal(await looks(younger, younger), false, 'its own life before is no other process');
  });

  it('[OU6] a game is served for as long as somebody is in its room', async () => {
    const first = await aProcess();
    const game = await begin(world, person('ann'), person('bob'), { clock: { initialMs: 60_000, incrementMs: 0 } });
    const room = await openRoom(first, game);
    await room.entered();
    room.stop();
    await pass(10, first);
    const next = await aProcess();
    await pass(10, next);
    await (await openRoom(next, game)).entered();
    assert.deepEqual(await givenBack(game), []);
  });
});
