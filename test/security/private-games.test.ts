import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import { eventually, guestPerson, joinGame, type Person, registerPerson, until, winTopRow } from '../support/people.ts';
import { type OwnServer, openServer } from '../support/server-process.ts';

/** The id of a private game is the key to it, so that nobody may come by it who was not given the link. */
describe('a private game on a whole server', function () {
  this.timeout(60_000);
  let server: OwnServer;
  before(async () => {
    server = await openServer();
  });
  after(() => server?.[Symbol.asyncDispose]());

  /** Everything that the lobby says to somebody. */
  const listenIn = async ({ api, accessToken }: Person): Promise<{ heard: string[]; leave(): Promise<unknown> }> => {
    const { room } = await api.get<{ room: { id: string } }>('/v1/lobby');
    const lobby = await new Client(server.url).joinById(room.id, { accessToken });
    const heard: string[] = [];
    lobby.onMessage('*', (type, message) => void heard.push(JSON.stringify([type, message])));
    return { heard, leave: () => lobby.leave() };
  };
  const create = async ({ api }: Person, visibility: string): Promise<string> => {
    const asked = { variant: 'xo', side: 'x', rated: true, visibility, clock: { moveMs: 60_000 } };
    return (await api.post<{ game: { id: string } }>('/v1/games', asked)).game.id;
  };
  const playOut = async (game: string, x: Person, o: Person): Promise<void> => {
    const rooms = [await joinGame(server.url, x, game), await joinGame(server.url, o, game)] as const;
    await winTopRow(...rooms);
    for (const room of rooms) await until(room, ({ status }) => status === 'finished');
    for (const room of rooms) await room.leave();
  };

  it('[LB4] [RT19] [GA13] is in nothing that a stranger is told, from its beginning to its end', async () => {
    const [ann, bob] = [await registerPerson(server.url, 'ann'), await registerPerson(server.url, 'bob')];
    const eve = await guestPerson(server.url);
    const lobby = await listenIn(eve);
    const hidden = await create(ann, 'private');
    await playOut(hidden, ann, bob);
    const open = await create(ann, 'public');
    await playOut(open, ann, bob);
    const history = `/v1/players/${ann.id}/ratings/xo/history`;
    const own = await eventually(
      () => ann.api.get<{ items: { game: string | null }[] }>(history),
      ({ items }) => items.length === 2,
    );
    assert.deepEqual(
      own.items.map(({ game }) => game),
      [open, hidden],
    );
    await eventually(
      async () => lobby.heard.join('\n'),
      (heard) => heard.includes(`"gone",{"id":"${open}"}`),
    );
    const paths = ['/v1/games', `/v1/games?player=${ann.id}`, `/v1/players/${ann.id}/games`, history];
    const read = await Promise.all(paths.map(async (path) => (await eve.api.raw('GET', path)).text()));
    for (const text of read) assert.ok(text.includes(open), text);
    for (const text of [...read, ...lobby.heard]) assert.equal(text.includes(hidden), false, text);
    await lobby.leave();
  });
});
