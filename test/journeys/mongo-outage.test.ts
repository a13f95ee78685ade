import assert from 'node:assert/strict';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import { type FlakyProxy, openFlakyProxy } from '../support/flaky-proxy.ts';
import { ask, eventually, joinGame, type Person, registerPerson, type SeenRoom, until } from '../support/people.ts';
import { type OwnServer, openServer } from '../support/server-process.ts';

/** How the SDK tells a refusal. */
const isUnavailable = (error: { reason?: { code?: string } }): boolean => error.reason?.code === 'room/unavailable';

describe('a server whose MongoDB goes away', function () {
  this.timeout(40_000);
  let direct = '';
  let proxy: FlakyProxy;
  let server: OwnServer;
  let people: readonly [Person, Person];
  let rooms: readonly [SeenRoom, SeenRoom];
  let game = '';

  before(async function () {
    direct = freshMongoUrl(serviceFor(this, 'mongo'));
    const { hostname, port, pathname } = new URL(direct);
    // The proxy stands before a server of this machine only.
    if (hostname !== '127.0.0.1') this.skip();
    proxy = await openFlakyProxy(Number(port));
    server = await openServer({ OCTO_MONGO_URL: `mongodb://127.0.0.1:${proxy.port}${pathname}` });
    people = [await registerPerson(server.url, 'ann'), await registerPerson(server.url, 'bob')];
    const created = await people[0].api.post<{ game: { id: string } }>('/v1/games', { variant: 'gomoku', side: 'x' });
    game = created.game.id;
    rooms = [await joinGame(server.url, people[0], game), await joinGame(server.url, people[1], game)];
    await until(rooms[0], (state) => state.status === 'playing');
  });
  after(async () => {
    proxy?.set('pass');
    await server?.[Symbol.asyncDispose]();
    await proxy?.[Symbol.asyncDispose]();
    if (direct) await dropMongo(direct);
  });

  const readiness = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status;

  for (const [how, said] of [
    ['cut', 'cut'],
    ['swallow', 'dead'],
  ] as const)
    it(`[JN16] when its connections are ${said}, moves are refused with a code, it is not ready, and all goes on after`, async () => {
      const [x, o] = rooms;
      const row = how === 'cut' ? 0 : 1;
      await ask(x, 'move', { x: row, y: row });
      proxy.set(how);
      await assert.rejects(ask(o, 'move', { x: 5, y: row }), isUnavailable);
      assert.equal(await readiness(), 503);
      assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
      proxy.set('pass');
      await eventually(readiness, (status) => status === 200);
      const { version } = await ask(o, 'move', { x: 6, y: row });
      await Promise.all(rooms.map((room) => until(room, (state) => state.version >= version)));
      const { items } = await people[0].api.get<{ items: { type: string }[] }>(`/v1/games/${game}/events`);
      assert.equal(items.filter(({ type }) => type === 'MoveMade').length, 2 * (row + 1));
    });

  it('[JN16] a stop does not wait for it', async () => {
    proxy.set('swallow');
    const begun = performance.now();
    assert.equal(await server.stop(), 0);
    assert.ok(performance.now() - begun < 8000);
  });
});
