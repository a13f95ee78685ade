import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { type HouseBotsPorts, startHouseBots } from '../../../server/house/house-bots.ts';
import type { HouseProcess } from '../../../server/house/house-process.ts';
import { type GameId, gameId, type PlayerId } from '../../../shared/kernel/ids.ts';
import type { HouseNews, HouseOrder } from '../../../shared/protocol/house.ts';
import { manualTiming } from '../../client-demo/manual-timing.ts';

const fakeProcess = () => {
  const orders: HouseOrder[] = [];
  let exit = (_code: number | null): void => undefined;
  let news = (_news: HouseNews): void => undefined;
  const process: HouseProcess = {
    pid: 1,
    send: (order) => void orders.push(order),
    onNews(run) {
      news = run;
    },
    onExit(run) {
      exit = run;
    },
    stop: async () => exit(0),
  };
  return { orders, process, exit: (code: number | null) => exit(code), tell: (said: HouseNews) => news(said) };
};

const started = async (more: Partial<HouseBotsPorts> = {}) => {
  const timing = manualTiming();
  const children: ReturnType<typeof fakeProcess>[] = [];
  const heard: string[] = [];
  const games = new Map<string, GameId[]>();
  const house = await startHouseBots({
    ...{ tableLevels: [1, 5], url: 'http://server', after: timing.after, now: timing.now },
    ensureHouseBot: async (level) => ({ player: { id: `bot-${level}` }, apiKey: `key-${level}` }),
    unfinishedGamesOf: async (player: PlayerId) => games.get(player) ?? [],
    startProcess() {
      const child = fakeProcess();
      children.push(child);
      return child.process;
    },
    report: {
      houseBotsStarted: (levels) => void heard.push(`started ${levels}`),
      houseBotsEnded: (code, ms) => void heard.push(`ended ${code}, again in ${ms}`),
      houseBotTrouble: (level, what, reason) => void heard.push(`${level} ${what}: ${reason}`),
    },
    ...more,
  });
  return { house, timing, children, heard, games };
};

const gamesOf = (order: HouseOrder | undefined, level: number): readonly string[] | undefined =>
  order?.type === 'start' ? order.seats.find((seat) => seat.level === level)?.games : undefined;

describe('the house bots', () => {
  it('[HB1] there is one of every level; those of the settings keep a table', async () => {
    const { house, children, heard } = await started();
    assert.deepEqual([0, 1, 2, 5, 6].map(house.playerOf), [undefined, 'bot-1', 'bot-2', 'bot-5', undefined]);
    const [order] = children[0]!.orders;
    assert.ok(order?.type === 'start');
    assert.deepEqual(
      order.seats.map(({ level, apiKey, keepsTable }) => [level, apiKey, keepsTable]),
      [
        [1, 'key-1', true],
        [2, 'key-2', false],
        [3, 'key-3', false],
        [4, 'key-4', false],
        [5, 'key-5', true],
      ],
    );
    children[0]!.tell({ type: 'listening' });
    children[0]!.tell({ type: 'trouble', level: 3, what: 'table', reason: 'no' });
    assert.deepEqual(heard, ['started 1,5', '3 table: no']);
  });

  it('[HB2] a game is assigned to the bot of its level', async () => {
    const { house, children } = await started();
    await house.assign(gameId('g'), 3);
    assert.deepEqual(children[0]!.orders.at(-1), { type: 'assign', level: 3, game: 'g' });
  });

  it('[HB3] when the process dies it is started again, later each time, and told of every unfinished game', async () => {
    const { timing, children, heard, games } = await started();
    games.set('bot-3', [gameId('a'), gameId('b')]);
    for (const [at, ms] of [1_000, 2_000, 4_000].entries()) {
      children[at]!.exit(1);
      await timing.advance(ms - 1);
      assert.equal(children.length, at + 1);
      await timing.advance(1);
    }
    assert.deepEqual(gamesOf(children.at(-1)!.orders[0], 3), ['a', 'b']);
    assert.deepEqual(heard, ['ended 1, again in 1000', 'ended 1, again in 2000', 'ended 1, again in 4000']);
  });

  it('[HB3] the wait is never longer than a minute, and short again after a minute of life', async () => {
    const { timing, children, heard } = await started();
    for (let death = 0; death < 9; death += 1) {
      children.at(-1)!.exit(null);
      await timing.advance(60_000);
    }
    assert.equal(heard.at(-1), 'ended null, again in 60000');
    await timing.advance(60_000);
    children.at(-1)!.exit(null);
    assert.equal(heard.at(-1), 'ended null, again in 1000');
  });

  it('[HB3] a store that cannot say which games there are is asked again', async () => {
    let failures = 1;
    const { children, timing, heard } = await started({
      async unfinishedGamesOf() {
        if (failures-- > 0) throw new Error('busy');
        return [];
      },
    });
    assert.deepEqual(heard, ['0 start: busy', 'ended 0, again in 1000']);
    await timing.advance(1_000);
    assert.equal(children[1]!.orders[0]?.type, 'start');
  });

  it('[HB3] a process that cannot even be started is tried again', async () => {
    const child = fakeProcess();
    let failures = 1;
    const { house, timing, heard } = await started({
      tableLevels: [],
      startProcess() {
        if (failures-- > 0) throw new Error('no memory');
        return child.process;
      },
    });
    await house.assign(gameId('g'), 3);
    await setImmediate();
    assert.deepEqual(heard, ['0 start: no memory', 'ended null, again in 1000']);
    await timing.advance(1_000);
    assert.equal(child.orders[0]?.type, 'start');
  });

  it('[HB4] what is assigned while the process is away is told to the next', async () => {
    const { house, timing, children } = await started();
    children[0]!.exit(1);
    await house.assign(gameId('g'), 1);
    await timing.advance(1_000);
    assert.deepEqual(
      children[1]!.orders.map(({ type }) => type),
      ['start', 'assign'],
    );
    assert.equal(children[0]!.orders.length, 1);
  });

  it('[HB10] reminded, each bot is told of all its unfinished games', async () => {
    const { house, children, games } = await started();
    games.set('bot-3', [gameId('a'), gameId('b')]);
    await house.remind();
    assert.deepEqual(children[0]!.orders.slice(1), [
      { type: 'assign', level: 3, game: 'a' },
      { type: 'assign', level: 3, game: 'b' },
    ]);
  });

  it('[HB11] where no level keeps a table the process starts with the first game of a bot', async () => {
    const { house, children } = await started({ tableLevels: [] });
    await house.remind();
    assert.equal(children.length, 0);
    await Promise.all([house.assign(gameId('g'), 3), house.assign(gameId('h'), 3)]);
    await setImmediate();
    assert.equal(children.length, 1);
    assert.deepEqual(children[0]!.orders.slice(1), [
      { type: 'assign', level: 3, game: 'g' },
      { type: 'assign', level: 3, game: 'h' },
    ]);
    await house.close();
    await house.assign(gameId('i'), 3);
    assert.equal(children.length, 1);
  });

  it('[HB11] where no level keeps a table but a bot sits in a game, or nobody can say, it starts at once', async () => {
    const sitting = await started({ tableLevels: [], unfinishedGamesOf: async () => [gameId('g')] });
    assert.deepEqual(gamesOf(sitting.children[0]!.orders[0], 3), ['g']);
    let failures = 1;
    const unsure = await started({
      tableLevels: [],
      async unfinishedGamesOf() {
        if (failures-- > 0) throw new Error('busy');
        return [];
      },
    });
    assert.equal(unsure.children.length, 1);
  });

  it('[HB5] closed, it stops the process and starts no other', async () => {
    const { house, timing, children, heard } = await started();
    await house.close();
    await timing.advance(600_000);
    assert.equal(children.length, 1);
    assert.deepEqual(heard, []);
  });

  it('[HB5] closed while it waits to start again, it does not', async () => {
    const { house, timing, children } = await started();
    children[0]!.exit(1);
    await house.close();
    await timing.advance(600_000);
    assert.equal(children.length, 1);
  });
});
