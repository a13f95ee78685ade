import assert from 'node:assert/strict';
import { createFeed } from '../../../server/eventing/feed.ts';
import { followStream } from '../../../server/eventing/follower.ts';
import { waitInRealTime } from '../../../server/eventing/wait.ts';
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
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const aProcess = () => {
    const { store, submit, newId } = world;
    const feed = createFeed<GameEvent>(report);
    const follow = (stream: GameId, onCommit: () => void) =>
      followStream<GameEvent, GameState>({
        ...{ store, feed, decider: rules, stream, onCommit, report, wait: waitInRealTime },
      });
    return servedGames(
      { submit, follow },
      {
        ...{ events: store, store: createSqliteLives(world.db), newId, now: () => world.time.now },
        report: { outageFailed: report, outageOver: () => undefined },
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
