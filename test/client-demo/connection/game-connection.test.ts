import assert from 'node:assert/strict';
import { openGame } from '../../../client-demo/connection/game-connection.ts';
import type { GameView } from '../../../client-demo/connection/game-view.ts';
import { RoomRefused } from '../../../client-demo/connection/joined-room.ts';
import { ApiProblem, retryAfterMs } from '../../../client-demo/connection/problem.ts';
import { createServerClock } from '../../../client-demo/connection/server-clock.ts';
import { reentryMs } from '../../../client-demo/connection/timing.ts';
import type { IntratokenRequest } from '../../../shared/protocol/games.ts';
import { seeded } from '../../support/random.ts';
import { manualTiming } from '../manual-timing.ts';
import { fakeRooms } from './fake-room.ts';
import { begun, played, shown } from './room-state.ts';

const opened = async (refusals: unknown[] = []) => {
  const timing = manualTiming();
  const fake = fakeRooms();
  const heard: string[] = [];
  const views: GameView[] = [];
  let tokens = 0;
  const api = {
    clock: createServerClock(),
    async intratoken(id: string, { reserve }: IntratokenRequest) {
      if (refusals.length > 0) throw refusals.shift();
      tokens += 1;
      const token = { access_token: `intra-${tokens}`, type: 'Intra' as const, expires_in: 60, room: { id } };
      const reservation = { name: 'xo', roomId: id, sessionId: `place ${tokens}` };
      return reserve ? { ...token, reservation } : token;
    },
  };
  const game = openGame({
    ...{ api, timing, join: fake.join, gameId: 'game-1', role: 'player' },
    onView: (view) => views.push(view),
    onStatus: (status, closed) => heard.push(closed ? `${status}: ${closed.code}` : status),
    onLatency: (ms) => heard.push(`${ms} ms`),
    onChat: ({ text }) => heard.push(text),
  });
  await timing.settle();
  return { timing, fake, heard, views, game, tokens: () => tokens };
};

const statuses = (heard: readonly string[]): string[] => heard.filter((line) => !line.endsWith(' ms'));

describe('the connection to a game', () => {
  it('[CN15] joins the room with an intratoken in the body', async () => {
    const { fake, heard, game } = await opened();
    assert.equal(fake.last().roomId, 'game-1');
    assert.deepEqual(fake.last().options, { intratoken: 'intra-1' });
    assert.deepEqual(heard, ['live', '7 ms']);
    assert.equal(game.status(), 'live');
  });

  it('[CN15] takes the place that came along with the token, at each entry a new one', async () => {
    const { fake, timing } = await opened();
    fake.last().end(1006);
    await timing.advance(10_000);
    assert.deepEqual(
      fake.rooms.map(({ place }) => place),
      ['place 1', 'place 2'],
    );
  });

  it('[CN15] shows nothing before the first content, then every change', async () => {
    const { fake, views, game } = await opened();
    fake.last().show({ id: '' });
    assert.equal(game.view(), null);
    fake.last().show(shown(played(begun())));
    assert.equal(views.length, 1);
    assert.equal(game.view()?.status, 'playing');
  });

  for (const code of [1006, 1001, 4001, 4002, 4010]) {
    it(`[CN16] after ${code} it enters again with a fresh intratoken`, async () => {
      const { fake, heard, timing } = await opened();
      fake.last().end(code);
      await timing.advance(10_000);
      assert.deepEqual(fake.last().options, { intratoken: 'intra-2' });
      assert.deepEqual(statuses(heard), ['live', 'reconnecting', 'live']);
    });
  }

  it('[CN16] messages and views of the new room are heard', async () => {
    const { fake, heard, views, timing } = await opened();
    fake.last().end(4001);
    await timing.advance(1_000);
    fake.last().say('chat', { text: 'hello again' });
    fake.last().show(shown(played(begun())));
    assert.ok(heard.includes('hello again'));
    assert.equal(views.length, 1);
  });

  it('[CN17] waits longer after each failure, and begins anew once a connection has lasted', async () => {
    const { fake, timing, tokens } = await opened();
    fake.refuse.push(...Array.from({ length: 3 }, () => new Error('no room')));
    fake.last().end(1006);
    // Half chance: 50 ms, then three quarters of 200, 400 and 800 ms.
    for (const [ms, tries] of [
      [49, 1],
      [1, 2],
      [149, 2],
      [1, 3],
      [299, 3],
      [1, 4],
      [599, 4],
      [1, 5],
    ] as const) {
      await timing.advance(ms);
      assert.equal(tokens(), tries);
    }
    await timing.advance(2_000);
    fake.last().end(1006);
    await timing.advance(50);
    assert.equal(tokens(), 6);
  });

  it('[CN17] waits as long as a 429 asks', async () => {
    const { timing, tokens } = await opened([new ApiProblem(429, 'http/too-many', '', [], 9_000)]);
    await timing.advance(8_999);
    assert.equal(tokens(), 0);
    await timing.advance(1);
    assert.equal(tokens(), 1);
  });

  it('[CN17] a wait that no timer holds is an hour, not none at all', () => {
    assert.equal(retryAfterMs('99999999999', 0), 3_600_000);
    assert.equal(retryAfterMs('Fri, 31 Dec 9999 23:59:59 GMT', 0), 3_600_000);
    assert.equal(retryAfterMs('7', 0), 7_000);
  });

  it('[CN17] fifty who lost the same node do not ask in the same moment', () => {
    const chance = seeded(1);
    const waits = Array.from({ length: 50 }, () => Math.round(reentryMs(0, chance())));
    assert.ok(new Set(waits).size > 25);
    assert.ok(Math.max(...waits) <= 100);
    for (let attempt = 1; attempt < 30; attempt += 1) assert.ok(reentryMs(attempt, chance()) <= 5_000);
  });

  it('[CN21] tries that hang are given longer each time', async () => {
    const timing = manualTiming();
    let asked = 0;
    const intratoken = () => {
      asked += 1;
      return new Promise<never>(() => undefined);
    };
    const api = { clock: createServerClock(), intratoken };
    const game = openGame({ api, timing, join: fakeRooms().join, gameId: 'game-1', role: 'player' });
    // The waits in between are 50, 150, 300 and 600 ms at half chance.
    for (const [ms, tries] of [
      [3_050, 2],
      [6_150, 3],
      [12_300, 4],
      [15_600, 5],
    ] as const) {
      await timing.advance(ms - 1);
      assert.equal(asked, tries - 1);
      await timing.advance(1);
      assert.equal(asked, tries);
    }
    game.close();
  });

  it('[CN18] a refusal for good closes it and says why', async () => {
    const { heard, timing, game } = await opened([new ApiProblem(404, 'game/not-found', 'gone')]);
    await timing.advance(60_000);
    assert.deepEqual(heard, ['closed: game/not-found']);
    assert.deepEqual(await game.request('resign', {}), { ok: false, code: 'game/not-found', message: 'gone' });
  });

  it('[CN18] removed by an operator, it stays out', async () => {
    const { fake, heard, timing } = await opened();
    fake.last().end(4000);
    await timing.advance(60_000);
    assert.equal(fake.rooms.length, 1);
    assert.deepEqual(statuses(heard), ['live', 'closed: client/removed']);
  });

  it('[CN18] a token that the room refuses is replaced by a fresh one', async () => {
    const { fake, timing, game } = await opened();
    fake.refuse.push(new RoomRefused('room/token-used', 'used'));
    fake.last().end(1006);
    await timing.advance(2_000);
    assert.equal(game.status(), 'live');
    assert.deepEqual(fake.last().options, { intratoken: 'intra-3' });
  });

  it('[CN19] a connection that answers no ping is dropped and replaced', async () => {
    const { fake, timing, heard } = await opened();
    const first = fake.last();
    first.answersPings = false;
    await timing.advance(9_000);
    assert.equal(first.fate, 'dropped');
    assert.equal(fake.rooms.length, 2);
    assert.deepEqual(statuses(heard), ['live', 'reconnecting', 'live']);
    assert.equal(heard.at(-1), '7 ms');
  });

  it('[CN20] after leaving nothing more happens', async () => {
    const { fake, timing, heard, game } = await opened();
    game.close();
    game.close();
    fake.last().end(1006);
    await timing.advance(60_000);
    assert.equal(fake.last().fate, 'left');
    assert.equal(fake.rooms.length, 1);
    assert.deepEqual(statuses(heard), ['live', 'closed: client/left']);
  });

  it('[CN20] left while it was entering, it leaves again on arrival', async () => {
    const { fake, timing, game } = await opened();
    fake.last().end(4001);
    const arrival = timing.advance(50);
    game.close();
    await arrival;
    assert.ok(fake.rooms.every(({ fate }, at) => at === 0 || fate === 'left'));
    assert.equal(game.status(), 'closed');
  });

  it('[CN21] entering that hangs is tried again, and whoever arrives late leaves', async () => {
    const timing = manualTiming();
    const fake = fakeRooms();
    const late = Promise.withResolvers<{
      access_token: string;
      type: 'Intra';
      expires_in: number;
      room: { id: string };
    }>();
    const token = { access_token: 'intra', type: 'Intra' as const, expires_in: 60, room: { id: 'game-1' } };
    let asked = 0;
    const intratoken = () => (asked++ === 0 ? late.promise : Promise.resolve(token));
    const game = openGame({
      ...{ api: { clock: createServerClock(), intratoken }, timing, join: fake.join, gameId: 'game-1', role: 'player' },
    });
    await timing.advance(3_000 + 49);
    assert.equal(asked, 1);
    await timing.advance(1);
    assert.equal(game.status(), 'live');
    late.resolve(token);
    await timing.settle();
    assert.deepEqual(
      fake.rooms.map(({ fate }) => fate),
      ['joined', 'left'],
    );
  });
});
