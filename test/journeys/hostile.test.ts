import assert from 'node:assert/strict';
import type { OpenApiDocument } from '../../server/http/openapi-document.ts';
import { fuzzHttp } from '../fuzz/http-fuzz.ts';
import { fuzzRoom } from '../fuzz/room-fuzz.ts';
import { ask, guestPerson, joinGame, type Person, registerPerson } from '../support/people.ts';
import { type OwnServer, openServer, type ServerProcess } from '../support/server-process.ts';

const worse = /"level":(40|50|60)/;
/** What a client did wrong may be noted; anything else at this level is a defect. */
const defects = (server: ServerProcess): string[] => server.log.filter((line) => worse.test(line));

describe('a whole server under hostile input', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let witness: Person;
  let game: string;

  before(async () => {
    server = await openServer({ OCTO_LIMITS: 'none' });
    witness = await registerPerson(server.url, 'witness');
    ({
      game: { id: game },
    } = await witness.api.post<{ game: { id: string } }>('/v1/games', { variant: 'xo', side: 'x' }));
  });
  after(() => server?.[Symbol.asyncDispose]());

  it('[JN8] every HTTP route answers wrong input with a coded refusal, never a 5xx or a stack trace', async () => {
    const openapi = (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApiDocument;
    const token = async (): Promise<string> => (await guestPerson(server.url)).accessToken;
    const fuzzed = await fuzzHttp({ base: server.url, openapi, token, seed: 42, rounds: 40 });
    assert.deepEqual(fuzzed.violations.slice(0, 5), []);
    assert.ok(fuzzed.requests > 1_000);
    assert.ok((fuzzed.statuses[422] ?? 0) > 100, JSON.stringify(fuzzed.statuses));
  });

  it('[JN14] every list takes a limit and a cursor, and says whether there is more', async () => {
    const openapi = (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApiDocument;
    const lists = Object.entries(openapi.paths).filter(([, path]) =>
      JSON.stringify(path.get?.responses ?? {}).includes('"next"'),
    );
    assert.ok(lists.length >= 12, `only ${lists.length} lists`);
    // The surroundings of a player are a window, not a list with an end.
    const unpaged = lists.filter(([path, { get }]) => {
      const names = (get?.parameters ?? []).map(({ name }) => name);
      return !path.includes('/around/') && !(names.includes('limit') && names.includes('cursor'));
    });
    assert.deepEqual(
      unpaged.map(([path]) => path),
      [],
    );
    const page = await witness.api.get<{ items: unknown[]; next: string }>('/v1/variants?limit=3');
    const rest = await witness.api.get<{ items: unknown[]; next: null }>(`/v1/variants?limit=3&cursor=${page.next}`);
    assert.deepEqual([page.items.length, rest.items.length, rest.next], [3, 1, null]);
  });

  it('[JN9] every room message answers wrong input with a coded refusal, and the room lives on', async () => {
    const stranger = await guestPerson(server.url);
    for (const [at, room] of (
      await Promise.all([joinGame(server.url, witness, game), joinGame(server.url, stranger, game, 'spectator')])
    ).entries()) {
      assert.deepEqual(await fuzzRoom({ room: room as never, seed: at + 1, rounds: 300 }), []);
      await room.leave();
    }
  });

  it('[JN10] nothing of the state was lost: who was there is there, and can play', async () => {
    const me = await witness.api.get<{ username: string }>('/v1/players/me');
    assert.equal(me.username, 'witness');
    const { game: fresh } = await witness.api.post<{ game: { id: string } }>('/v1/games', { variant: 'xo', side: 'x' });
    const other = await guestPerson(server.url);
    const [x, o] = [await joinGame(server.url, witness, fresh.id), await joinGame(server.url, other, fresh.id)];
    assert.deepEqual(await ask(x, 'move', { x: 1, y: 1 }), { version: 5 });
    await Promise.all([x.leave(), o.leave()]);
    assert.deepEqual(defects(server), []);
  });
});
