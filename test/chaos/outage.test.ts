import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { liveGame, liveGuest } from '../client-demo/live-player.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';

/** Longer than a whole turn: without its time back the side to move would have lost. */
const downMs = 5_000;
const clock = { moveMs: 4_000 };

describe('an outage while a clock runs', function () {
  this.timeout(60_000);
  let data: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  beforeEach(async () => {
    data = await dataFolder();
    server = await startServer(data.path);
  });
  afterEach(async () => {
    await server.kill();
    await data[Symbol.asyncDispose]();
  });

  /** A game under way in which X is to move, both sides in it as the web client is. */
  const underWay = async () => {
    const [ann, ben] = await Promise.all([liveGuest(server.url), liveGuest(server.url)]);
    const { game } = await ann.api.createGame({ variant: 'xo', side: 'x', clock });
    const first = liveGame(server.url, ann.api, game.id);
    await first.until((view) => view.status === 'awaiting');
    const second = liveGame(server.url, ben.api, game.id);
    await first.until((view) => view.status === 'playing');
    const events = async () => (await ann.api.gameEvents(game.id)).items;
    return { first, second, events };
  };
  const startAgain = async (): Promise<void> => {
    await sleep(downMs);
    server = await startServer(data.path, { OCTO_PORT: new URL(server.url).port });
  };
  /** What was given back in one stretch: the referee may have been there before the players were. */
  const givenBack = (items: readonly object[]) => {
    const given = items.filter((item) => 'type' in item && item.type === 'TimeGivenBack') as unknown as {
      readonly from: number;
      readonly until: number;
      readonly side: string;
    }[];
    for (const [at, { from }] of given.slice(1).entries()) assert.equal(from, given[at]!.until);
    assert.ok(given.length > 0);
    return { side: given[0]!.side, from: given[0]!.from, until: given.at(-1)!.until };
  };

  it('[RV1] after kill -9 and a start the side to move has its time back, and nobody loses on time', async () => {
    const { first, second, events } = await underWay();
    await first.request('move', { x: 0, y: 0 });
    await second.until(({ plies }) => plies === 1);
    await server.kill();
    const killedAt = Date.now();
    await startAgain();
    await first.until((view) => view.version >= 6);
    const given = givenBack(await events());
    assert.equal(given.side, 'o');
    assert.ok(given.from <= killedAt && given.until >= killedAt + downMs, JSON.stringify(given));
    assert.equal((await second.request('move', { x: 1, y: 1 })).ok, true);
    await first.until(({ plies }) => plies === 2);
    for (const { close } of [first, second]) close();
  });

  it('[RV1] a stop and a start cost nobody time either, and end with exit code 0 within five seconds', async () => {
    const { first, second, events } = await underWay();
    const before = performance.now();
    assert.equal(await server.stop(), 0);
    assert.ok(performance.now() - before < 5_000);
    const stoppedAt = Date.now();
    await startAgain();
    const view = await first.until(({ version }) => version >= 5);
    assert.equal(view.status, 'playing');
    const given = givenBack(await events());
    assert.ok(given.from <= stoppedAt && given.until >= stoppedAt + downMs, JSON.stringify(given));
    assert.equal((await first.request('move', { x: 0, y: 0 })).ok, true);
    for (const { close } of [first, second]) close();
  });

  it('[RV2] a process that stood still gives the time back before it judges', async () => {
    const { first, second, events } = await underWay();
    process.kill(server.pid, 'SIGSTOP');
    await sleep(6_000);
    process.kill(server.pid, 'SIGCONT');
    await first.until((view) => view.version >= 5);
    const given = givenBack(await events());
    assert.ok(given.until - given.from >= 5_000, JSON.stringify(given));
    assert.equal((await first.request('move', { x: 0, y: 0 })).ok, true);
    for (const { close } of [first, second]) close();
  });

  it('[RV3] a second signal ends a stop at once, of whichever kind', async () => {
    process.kill(server.pid, 'SIGTERM');
    await server.logged('"event":"stopping"');
    process.kill(server.pid, 'SIGINT');
    assert.equal(await server.stop(), 1);
  });
});
