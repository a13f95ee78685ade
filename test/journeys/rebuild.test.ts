import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import { ask, eventually, joinGame, type Person, registerPerson, until } from '../support/people.ts';
import { seeded } from '../support/random.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';

const octo = fileURLToPath(new URL('../../server/octo.ts', import.meta.url));

/** A rated game of connect-four with random moves, some of them given up half-way. */
const playRated = async (url: string, x: Person, o: Person, chance: () => number): Promise<string> => {
  const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', {
    variant: 'connect-four',
    side: 'x',
    rated: true,
  });
  const rooms = { x: await joinGame(url, x, game.id), o: await joinGame(url, o, game.id) };
  const patience = 2 + Math.floor(chance() * 58);
  for (let ply = 0; ; ply += 1) {
    const room = ply % 2 === 0 ? rooms.x : rooms.o;
    const free = [...room.state.cells].slice(0, 7).flatMap((mark, column) => (mark === 0 ? [column] : []));
    const command =
      ply === patience ? ask(room, 'resign') : ask(room, 'move', { x: free[Math.floor(chance() * free.length)] });
    const { version } = await command;
    const [seen] = await Promise.all(
      [rooms.x, rooms.o].map((each) => until(each, (state) => state.version >= version)),
    );
    if (seen!.status === 'finished') break;
  }
  await Promise.all([rooms.x.leave(), rooms.o.leave()]);
  return game.id;
};

describe('rebuilding the read models', function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  let people: Person[];
  let live: unknown[];

  /** Everything that a player can ask about games, ratings and players. */
  const everything = ([reader]: readonly Person[]): Promise<unknown[]> =>
    Promise.all(
      [
        '/v1/players/me',
        '/v1/players/me/sessions',
        '/v1/ladders',
        '/v1/ladders/connect-four/leaderboard',
        '/v1/games?status=finished',
        ...people.flatMap(({ id }) => [
          `/v1/players/${id}`,
          `/v1/players/${id}/games`,
          `/v1/players/${id}/ratings`,
          `/v1/players/${id}/ratings/connect-four/history`,
          `/v1/players/${id}/statistics`,
        ]),
      ].map((path) => reader!.api.get(path)),
    );
  const runOcto = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [octo, ...args], { env: { ...process.env, ...env }, encoding: 'utf8' });
  const octoDoes = (args: readonly string[], env: Readonly<Record<string, string>>): void => {
    const { status, stderr } = runOcto(args, env);
    assert.equal(status, 0, stderr);
  };

  before(async () => {
    folder = await dataFolder();
    server = await startServer(folder.path, { OCTO_LIMITS: 'none' });
  });
  after(async () => {
    await server.stop();
    await folder[Symbol.asyncDispose]();
  });

  it('[JN6] gives the same numbers as the live run, to the last digit', async () => {
    const chance = seeded(7);
    people = await Promise.all(['ann', 'bob', 'cyd', 'dan'].map((name) => registerPerson(server.url, name)));
    const games = await Promise.all(
      Array.from({ length: 24 }, (_, at) =>
        playRated(server.url, people[at % 4]!, people[(at + 1 + (at % 3)) % 4]!, chance),
      ),
    );
    const applied = () => people[0]!.api.get<{ items: { games: number }[] }>('/v1/ladders/connect-four/leaderboard');
    const played = ({ items }: { items: { games: number }[] }) => items.reduce((sum, item) => sum + item.games, 0);
    await eventually(applied, (board) => played(board) === games.length * 2);
    live = await everything(people);
    assert.equal(await server.stop(), 0);

    const rebuilt = runOcto(['rebuild'], { OCTO_DATA: folder.path });
    assert.equal(rebuilt.status, 0, rebuilt.stderr);
    assert.match(rebuilt.stdout, /rebuilt ratings/);
    server = await startServer(folder.path, { OCTO_LIMITS: 'none', OCTO_PORT: new URL(server.url).port });
    assert.deepEqual(await everything(people), live);
  });

  it('[JN7] is refused while the server runs on the same data', () => {
    const refused = runOcto(['rebuild'], { OCTO_DATA: folder.path });
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /in use/);
  });

  it('[PO9] moved to MongoDB and back it is the same installation, for those who were logged in too', async function () {
    const mongo = freshMongoUrl(serviceFor(this, 'mongo'));
    await using moved = await dataFolder();
    const [there, back] = [`${moved.path}/there.ndjson`, `${moved.path}/back.ndjson`];
    assert.equal(await server.stop(), 0);
    octoDoes(['export', there], { OCTO_DATA: folder.path });
    octoDoes(['import', there], { OCTO_MONGO_URL: mongo });
    octoDoes(['export', back], { OCTO_MONGO_URL: mongo });
    await dropMongo(mongo);
    octoDoes(['import', back], { OCTO_DATA: `${moved.path}/data` });
    const { port } = new URL(server.url);
    server = await startServer(`${moved.path}/data`, { OCTO_LIMITS: 'none', OCTO_PORT: port });
    assert.deepEqual(await everything(people), live);
    assert.equal(await server.stop(), 0);
    server = await startServer(folder.path, { OCTO_LIMITS: 'none', OCTO_PORT: port });
  });
});
