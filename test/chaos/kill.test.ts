import assert from 'node:assert/strict';
import { eventually, guestPerson, type Person } from '../support/people.ts';
import { seeded } from '../support/random.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';
import { playOut, type SentMove, type Table, takeSeats } from './drop-four.ts';

const games = 200;
const pairs = 25;
const killAfter = 1_500;

interface LoggedMove {
  readonly version: number;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly player: string;
}

const setTables = async (url: string): Promise<Table[]> => {
  const people = await Promise.all(Array.from({ length: pairs * 2 }, () => guestPerson(url)));
  const setTable = async (at: number): Promise<Table> => {
    const [x, o] = [people[(at % pairs) * 2]!, people[(at % pairs) * 2 + 1]!];
    const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', { variant: 'connect-four', side: 'x' });
    await o.api.post(`/v1/games/${game.id}/intratoken`, { role: 'player' });
    return { game: game.id, x, o };
  };
  const tables: Table[] = [];
  for (let at = 0; at < games; at += pairs) {
    tables.push(...(await Promise.all(Array.from({ length: pairs }, (_, next) => setTable(at + next)))));
  }
  return tables;
};

/** The moves in the log, each with the version that acknowledges it: a move that ends the game is one commit with the end. */
const movesOf = async (reader: Person, game: string): Promise<LoggedMove[]> => {
  const { items } = await reader.api.get<{ items: LoggedMove[] }>(`/v1/games/${game}/events?limit=200`);
  const ends = (version: number): boolean => items[version]?.type === 'GameEnded';
  return items
    .filter((event) => event.type === 'MoveMade')
    .map((event) => (ends(event.version) ? { ...event, version: event.version + 1 } : event));
};

/** Every way in which the log could disagree with what clients know. */
const disagreements = (logged: readonly LoggedMove[], sent: readonly SentMove[]): string[] => {
  const problems: string[] = [];
  const cells = logged.map(({ x, y }) => `${x},${y}`);
  if (new Set(cells).size !== cells.length) problems.push('a cell was played twice');
  for (const move of sent.filter((each) => each.acknowledged !== null)) {
    const there = logged.filter((event) => event.version === move.acknowledged);
    if (there.length !== 1) problems.push(`lost: version ${move.acknowledged}`);
    else if (there[0]!.x !== move.x || there[0]!.player !== move.player)
      problems.push(`changed: version ${move.acknowledged}`);
  }
  if (logged.length > sent.length) problems.push(`phantom: ${logged.length} logged, ${sent.length} sent`);
  return problems;
};

describe('kill -9 in the middle of 200 games', function () {
  this.timeout(180_000);
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;

  before(async () => {
    folder = await dataFolder();
    server = await startServer(folder.path, { OCTO_LIMITS: 'none' });
  });
  after(async () => {
    await server.kill();
    await folder[Symbol.asyncDispose]();
  });

  it('[CH1] every acknowledged move is in the log exactly once, and every game can be finished', async () => {
    const chance = seeded(20_260);
    const tables = await setTables(server.url);
    const sent: SentMove[] = [];
    const acknowledged = () => sent.filter((move) => move.acknowledged !== null).length;
    // All of them sit before the first moves: who is still joining when the server dies would have no game to lose.
    const seated = await Promise.all(tables.map((table) => takeSeats(server.url, table)));
    const playing = seated.map((table) => playOut(table, chance, sent));
    await eventually(
      async () => acknowledged(),
      (count) => count >= killAfter,
    );
    await server.kill();
    const before = await Promise.all(playing);
    assert.ok(
      before.filter((outcome) => outcome === 'lost').length > games / 2,
      'most games were running when the server died',
    );

    server = await startServer(folder.path, {
      OCTO_LIMITS: 'none',
      OCTO_PORT: new URL(server.url).port,
    });
    const inLog = await Promise.all(tables.map((table) => movesOf(table.x, table.game)));
    const problems = tables.flatMap((table, at) =>
      disagreements(
        inLog[at]!,
        sent.filter((move) => move.game === table.game),
      ),
    );
    assert.deepEqual(problems, []);

    const unanswered = (game: string) => sent.find((move) => move.game === game && move.acknowledged === null);
    const again = await Promise.all(
      tables
        .filter((_, at) => before[at] === 'lost')
        .map(async (table) => playOut(await takeSeats(server.url, table), chance, sent, unanswered(table.game))),
    );
    assert.deepEqual([...new Set(again)], ['finished']);
    const atEnd = await Promise.all(tables.map((table) => movesOf(table.x, table.game)));
    tables.forEach((table, at) => {
      const own = sent.filter((move) => move.game === table.game);
      assert.deepEqual(disagreements(atEnd[at]!, own), []);
      assert.equal(atEnd[at]!.length, own.length, 'each sent move happened exactly once');
    });
  });
});
