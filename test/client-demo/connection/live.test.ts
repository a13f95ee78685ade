import assert from 'node:assert/strict';
import { joinThrough } from '../../../client-demo/connection/colyseus.ts';
import { openLobby } from '../../../client-demo/connection/lobby-connection.ts';
import type { LobbyView } from '../../../client-demo/connection/lobby-view.ts';
import { dataFolder, type ServerProcess, startServer } from '../../support/server-process.ts';
import { liveGame, liveGuest } from '../live-player.ts';

describe('the connection to a running server', function () {
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

  it('[CN30] two players play, see each other, and measure their round trip', async () => {
    const [ann, ben] = await Promise.all([liveGuest(server.url), liveGuest(server.url)]);
    const { game } = await ann.api.createGame({
      variant: 'xo',
      side: 'x',
      clock: { initialMs: 60_000, incrementMs: 0 },
    });
    const heard: string[] = [];
    const latency = Promise.withResolvers<number>();
    const first = liveGame(server.url, ann.api, game.id, {
      onStatus: (status) => heard.push(status),
      onLatency: latency.resolve,
      onChat: ({ text }) => heard.push(text),
    });
    await first.until((view) => view.status === 'awaiting');
    const second = liveGame(server.url, ben.api, game.id);
    await first.until((view) => view.status === 'playing' && view.seats.every(({ connected }) => connected));
    assert.deepEqual(await first.request('move', { x: 3, y: 0 }), {
      ...{ ok: false, code: 'game/outside-board', message: 'That cell is outside the board.' },
    });
    assert.equal((await first.request('move', { x: 1, y: 1 })).ok, true);
    const seen = await second.until(({ plies }) => plies === 1);
    assert.equal(seen.cells[4], 1);
    assert.ok(seen.clocks && seen.clocks.runningSince !== null);
    assert.ok(Math.abs(ben.api.clock.aheadMs()) < 2_000);
    assert.equal((await second.request('chat', { text: 'hello' })).ok, true);
    assert.equal((await second.request('resign', {})).ok, true);
    const over = await first.until(({ status }) => status === 'finished');
    assert.deepEqual([over.result?.winner, over.result?.reason, over.turn], ['x', 'resignation', null]);
    assert.ok((await latency.promise) >= 0);
    assert.deepEqual(heard, ['live', 'hello']);
    first.close();
    second.close();
  });

  it('[CN31] kill -9 and a new start: both are in the game again, and what was asked meanwhile is done once', async () => {
    const [ann, ben] = await Promise.all([liveGuest(server.url), liveGuest(server.url)]);
    const { game } = await ann.api.createGame({ variant: 'xo', side: 'x' });
    const statuses: string[] = [];
    const first = liveGame(server.url, ann.api, game.id, { onStatus: (status) => statuses.push(status) });
    await first.until((view) => view.status === 'awaiting');
    const second = liveGame(server.url, ben.api, game.id);
    await first.until((view) => view.status === 'playing');
    await first.request('move', { x: 0, y: 0 });

    await server.kill();
    const asked = second.request('move', { x: 1, y: 1 });
    server = await startServer(data.path, { OCTO_PORT: new URL(server.url).port });
    assert.equal((await asked).ok, true);
    const view = await first.until(({ plies }) => plies === 2);
    assert.deepEqual([...view.cells], [1, 0, 0, 0, 2, 0, 0, 0, 0]);
    assert.deepEqual(statuses, ['live', 'reconnecting', 'live']);
    const { items } = await ann.api.gameEvents(game.id);
    assert.equal(items.filter(({ type }) => type === 'MoveMade').length, 2);
    first.close();
    second.close();
  });

  it('[CN32] the lobby shows a game that is opened, joined and ended by others', async () => {
    const [ann, ben] = await Promise.all([liveGuest(server.url), liveGuest(server.url)]);
    const waiting = new Set<(view: LobbyView) => void>();
    const until = (holds: (view: LobbyView) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const see = (view: LobbyView): void => void (holds(view) && resolve());
        waiting.add(see);
        see(lobby.view());
      });
    const lobby = openLobby({
      ...{ api: ann.api, join: joinThrough(server.url) },
      onView: (view) => {
        for (const see of waiting) see(view);
      },
    });
    const { game } = await ben.api.createGame({ variant: 'gomoku' });
    await until(({ awaiting }) => awaiting.some(({ id }) => id === game.id));
    const bens = liveGame(server.url, ben.api, game.id);
    const anns = liveGame(server.url, ann.api, game.id);
    await until(({ playing, awaiting }) => playing.some(({ id }) => id === game.id) && awaiting.length === 0);
    await bens.until((view) => view.status === 'playing');
    await bens.request('resign', {});
    await until(({ playing }) => playing.length === 0);
    for (const { close } of [lobby, bens, anns]) close();
  });
});
