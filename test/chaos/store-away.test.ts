import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { liveGame, liveGuest } from '../client-demo/live-player.ts';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import { type FlakyMode, type FlakyProxy, openFlakyProxy } from '../support/flaky-proxy.ts';
import { eventually } from '../support/people.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';

/** Longer than a whole turn, and than the silence after which a process is held to be dead. */
const awayMs = 12_000;
const clock = { moveMs: 10_000 };

describe('a store that is away while clocks run', function () {
  this.timeout(90_000);
  let server: ServerProcess;
  let proxy: FlakyProxy;
  let data: Awaited<ReturnType<typeof dataFolder>>;
  let mongoUrl: string;
  before(async function () {
    mongoUrl = freshMongoUrl(serviceFor(this, 'mongo'));
    const real = new URL(mongoUrl);
    proxy = await openFlakyProxy(Number(real.port || '27017'));
    data = await dataFolder();
    const behind = new URL(mongoUrl);
    behind.host = `127.0.0.1:${proxy.port}`;
    behind.searchParams.set('directConnection', 'true');
    server = await startServer(data.path, { OCTO_MONGO_URL: behind.href });
  });
  after(async () => {
    await server?.kill();
    await proxy?.[Symbol.asyncDispose]();
    await data?.[Symbol.asyncDispose]();
    if (mongoUrl) await dropMongo(mongoUrl);
  });

  const isReady = async () => (await fetch(`${server.url}/readyz`)).status === 200;
  const table = async () => {
    const [ann, ben] = await Promise.all([liveGuest(server.url), liveGuest(server.url)]);
    const { game } = await ann.api.createGame({ variant: 'xo', side: 'x', clock });
    const x = liveGame(server.url, ann.api, game.id);
    await x.until(({ status }) => status === 'awaiting');
    const o = liveGame(server.url, ben.api, game.id);
    await x.until(({ status }) => status === 'playing');
    const events = async () => (await ann.api.gameEvents(game.id)).items.map(({ type }) => type);
    return { x, o, events };
  };

  const goesOn = async (mode: FlakyMode): Promise<void> => {
    const [moved, rested] = await Promise.all([table(), table()]);
    proxy.set(mode);
    const move = moved.x.request('move', { x: 0, y: 0 });
    await sleep(awayMs);
    assert.equal(await isReady(), false);
    proxy.set('pass');
    // Looked at first: with its time back, the side to move has no more than a turn until it loses after all.
    const types = await eventually(
      () => rested.events().catch(() => undefined),
      (given) => given?.includes('TimeGivenBack') === true,
    );
    assert.ok(!types!.includes('GameEnded'));
    assert.deepEqual((await move).ok, true);
    await moved.o.until(({ plies }) => plies === 1);
    assert.deepEqual((await moved.events()).slice(-2), ['TimeGivenBack', 'MoveMade']);
    assert.equal(await isReady(), true);
    for (const { close } of [moved.x, moved.o, rested.x, rested.o]) close();
  };

  it('[RV6] its connections refused: nobody loses on time, and what was asked for is done once it is back', () =>
    goesOn('cut'));

  it('[RV6] its connections swallowing everything: the same', () => goesOn('swallow'));
});
