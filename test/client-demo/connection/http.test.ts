import assert from 'node:assert/strict';
import { withoutToken } from '../../../client-demo/connection/colyseus.ts';
import { newCommandId } from '../../../client-demo/connection/command-id.ts';
import { ApiProblem, retryAfterMs } from '../../../client-demo/connection/problem.ts';
import { commandId } from '../../../shared/protocol/common.ts';
import { manualTiming } from '../manual-timing.ts';
import { apiOver, json, problem } from './fake-server.ts';

const timing = manualTiming();

const refusalOf = async (respond: () => Response | Promise<Response>): Promise<ApiProblem> => {
  const { api } = apiOver(timing, respond);
  try {
    await api.variants();
  } catch (error) {
    assert.ok(error instanceof ApiProblem);
    return error;
  }
  throw new Error('not refused');
};

describe('the HTTP API as a client', () => {
  it('[CN8] problem details become an ApiProblem', async () => {
    const errors = [{ path: 'username', message: 'taken' }];
    const body = { type: 'about:blank', title: 'No', status: 422, code: 'http/invalid-input', errors };
    const found = await refusalOf(() => json(body, 422));
    assert.deepEqual(
      [found.status, found.code, found.detail, found.errors, found.retryAfterMs],
      [422, 'http/invalid-input', 'No', errors, null],
    );
  });

  it('[CN8] Retry-After is read as seconds and as a date', async () => {
    assert.equal((await refusalOf(() => problem(429, 'http/too-many', { 'retry-after': '7' }))).retryAfterMs, 7_000);
    assert.equal(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 4_000), 6_000);
    assert.equal(retryAfterMs('soon', 0), null);
  });

  it('[CN8] an answer that is not the contract has a code of its own, and so has no answer', async () => {
    const page = await refusalOf(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    assert.deepEqual([page.status, page.code], [502, 'client/bad-answer']);
    const none = await refusalOf(() => Promise.reject(new TypeError('fetch failed')));
    assert.deepEqual([none.status, none.code], [0, 'client/unreachable']);
  });

  it('[CN9] an auth token is taken out of the URL of a WebSocket', () => {
    const url = new URL('ws://server/process/room?sessionId=abc&_authToken=secret');
    assert.equal(withoutToken(url), 'ws://server/process/room?sessionId=abc');
  });

  it('[CN9] ids and queries are encoded, and what is left out is not sent', async () => {
    const { api, seen } = apiOver(timing, () => json({ items: [], next: null }));
    await api.playerGames('a/b?c', { status: 'playing', limit: 5 });
    assert.equal(seen[0]?.url, 'http://server/v1/players/a%2Fb%3Fc/games?status=playing&limit=5');
  });

  it('[CN10] command ids are v4 uuids, each a new one', () => {
    const ids = Array.from({ length: 100 }, newCommandId);
    assert.ok(ids.every((id) => commandId.safeParse(id).success && id[14] === '4'));
    assert.equal(new Set(ids).size, 100);
  });

  it('[CN11] the difference of the clocks is the least that any answer allows', async () => {
    const dates = [-5_000, -1_000, -3_000].map((ms) => new Date(timing.now() + ms).toUTCString());
    const { api } = apiOver(timing, () => json({}, 200, { date: dates.shift()! }));
    assert.equal(api.clock.aheadMs(), 0);
    for (let calls = 0; calls < 3; calls += 1) await api.variants();
    assert.equal(api.clock.aheadMs(), 1_000);
  });
});
