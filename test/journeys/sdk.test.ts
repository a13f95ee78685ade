import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import {
  ask,
  eventually,
  joinGame,
  type Person,
  registerPerson,
  type SeenRoom,
  until,
  winTopRow,
} from '../support/people.ts';
import { openServer } from '../support/server-process.ts';
import { type Installation, openCluster, openClusterBehindNginx } from '../support/whole-cluster.ts';

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly players: readonly { readonly id: string; readonly ratingChange: number | null }[];
}

interface Reserved {
  readonly reservation: Parameters<Client['consumeSeatReservation']>[0];
}

type Context = { skip(): never };

const openOnMongo = async (context: Context): Promise<Installation> => {
  const mongoUrl = freshMongoUrl(serviceFor(context, 'mongo'));
  const server = await openServer({ OCTO_MONGO_URL: mongoUrl });
  const close = async (): Promise<void> => {
    await server[Symbol.asyncDispose]();
    await dropMongo(mongoUrl);
  };
  return { ...server, [Symbol.asyncDispose]: close };
};

const journey = (open: (context: Context) => Promise<Installation>) =>
  function (this: Mocha.Suite) {
    this.timeout(60_000);
    let server: Installation;
    let ann: Person;
    let bob: Person;
    let game: string;
    const seenInLobby: string[] = [];
    const ratingChanges: { player: string; before: number; after: number }[] = [];

    before(async function () {
      server = await open(this);
      ann = await registerPerson(server.url, 'ann');
      bob = await registerPerson(server.url, 'bob');
    });
    after(() => server?.[Symbol.asyncDispose]());

    it('[JN1] a game that one player creates appears to another in the lobby without asking again', async () => {
      const { room: lobby } = await bob.api.get<{ room: { id: string } }>('/v1/lobby');
      const room = await new Client(server.url).joinById(lobby.id, { accessToken: bob.accessToken });
      const appeared = new Promise<string>((resolve) => {
        room.onMessage('*', () => undefined);
        room.onMessage('game', (summary: Listed) => {
          seenInLobby.push(summary.id);
          if (summary.status === 'awaiting') resolve(summary.id);
        });
      });
      const created = await ann.api.post<{ game: Listed }>('/v1/games', { variant: 'xo', side: 'x', rated: true });
      game = created.game.id;
      assert.equal(await appeared, game);
      await room.leave();
    });

    it('[JN2] two players play to a win; both see every move and the result', async () => {
      const x = await joinGame(server.url, ann, game);
      const o = await joinGame(server.url, bob, game);
      for (const room of [x, o]) {
        room.onMessage('rating-changes', (message: { changes: typeof ratingChanges }) =>
          ratingChanges.push(...message.changes),
        );
      }
      await until(x, (state) => state.status === 'playing');
      await winTopRow(x, o);
      for (const room of [x, o]) {
        assert.equal(room.state.status, 'finished');
        assert.equal(room.state.result?.winner, 'x');
        assert.equal(room.state.result?.reason, 'line');
        assert.deepEqual([...room.state.result!.line], [0, 1, 2]);
        assert.deepEqual([...room.state.cells], [1, 1, 1, 2, 2, 0, 0, 0, 0]);
      }
      await eventually(
        async () => ratingChanges.length,
        (count) => count >= 4,
      );
      await Promise.all([x.leave(), o.leave()]);
    });

    it('[JN17] who asks for a place along with the token comes in by it, wherever the room is', async () => {
      for (const person of [ann, bob, ann, bob]) {
        const asked = { role: 'spectator', reserve: true };
        const { reservation } = await person.api.post<Reserved>(`/v1/games/${game}/intratoken`, asked);
        const room = (await new Client(server.url).consumeSeatReservation(reservation)) as unknown as SeenRoom;
        room.onMessage('*', () => undefined);
        await until(room, (state) => state.status === 'finished');
        await room.leave();
      }
    });

    it('[JN3] the log, the history and the leaderboard agree about the finished game', async () => {
      const { items: events } = await ann.api.get<{ items: { version: number; type: string }[] }>(
        `/v1/games/${game}/events`,
      );
      assert.deepEqual(
        events.map((event) => event.version),
        events.map((_, at) => at + 1),
      );
      assert.equal(events.filter((event) => event.type === 'MoveMade').length, 5);
      assert.equal(events.at(-1)?.type, 'GameEnded');

      const finished = await eventually(
        () => ann.api.get<Listed>(`/v1/games/${game}`),
        (summary) => summary.status === 'finished' && summary.players.every((player) => player.ratingChange !== null),
      );
      const history = await bob.api.get<{ items: Listed[] }>(`/v1/players/${bob.id}/games`);
      assert.deepEqual(
        history.items.map((item) => item.id),
        [game],
      );

      const board = await ann.api.get<{ items: { player: { id: string }; rating: number }[] }>(
        '/v1/ladders/xo/leaderboard',
      );
      assert.deepEqual(
        board.items.map((item) => item.player.id),
        [ann.id, bob.id],
      );
      assert.deepEqual(
        board.items.map((item) => item.rating),
        [816, 784],
      );
      assert.deepEqual(
        ratingChanges.filter((change) => change.player === ann.id).map((change) => [change.before, change.after]),
        [
          [800, 816],
          [800, 816],
        ],
      );
      assert.deepEqual(Object.fromEntries(finished.players.map((player) => [player.id, player.ratingChange])), {
        [ann.id]: 16,
        [bob.id]: -16,
      });
    });

    it('[JN4] a rematch is agreed and begins in a game of its own with the sides swapped', async () => {
      const x = await joinGame(server.url, ann, game);
      const o = await joinGame(server.url, bob, game);
      const next = new Promise<string>((resolve) =>
        o.onMessage('next-game', (message: { game: string }) => resolve(message.game)),
      );
      await ask(x, 'rematch', { action: 'offer' });
      await ask(o, 'rematch', { action: 'accept' });
      const rematch = await next;
      const summary = await eventually(
        () => ann.api.raw('GET', `/v1/games/${rematch}`).then((answer) => answer.json() as Promise<Partial<Listed>>),
        (body) => body.status === 'playing',
      );
      const sides = (summary.players as unknown as { id: string; side: string }[]).map(({ id, side }) => [id, side]);
      assert.deepEqual(Object.fromEntries(sides), { [bob.id]: 'x', [ann.id]: 'o' });
      const again = await joinGame(server.url, bob, rematch);
      await ask(again, 'move', { x: 1, y: 1 });
      await Promise.all([x, o, again].map((room) => room.leave()));
    });

    it('[JN5] a graceful stop tells the clients to move and ends with exit code 0', async () => {
      const running = await joinGame(server.url, bob, game, 'spectator');
      const left = new Promise<number>((resolve) => running.onLeave(resolve));
      assert.equal(await server.stop(), 0);
      assert.equal(await left, 4001);
    });
  };

describe(
  'a rated game with the SDK alone',
  journey(() => openServer()),
);
describe('a rated game with the SDK alone, on MongoDB', journey(openOnMongo));
describe('a rated game with the SDK alone, on three nodes', journey(openCluster));
describe('a rated game with the SDK alone, on three nodes behind nginx', journey(openClusterBehindNginx));
