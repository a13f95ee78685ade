import assert from 'node:assert/strict';
import { z } from 'zod';
import { openApi } from '../../server/http/openapi.ts';
import { type Route, route } from '../../server/http/route.ts';
import { fakeRoutes, serve } from '../server/http/serve.ts';
import { fuzzHttp } from './http-fuzz.ts';

const fuzz = async (routes: readonly Route[], seed: number, rounds = 150) => {
  const served = await serve({ routes });
  const result = await fuzzHttp({
    base: served.base,
    openapi: openApi(routes),
    token: async () => 'good',
    seed,
    rounds,
  });
  await served.close();
  return { ...result, failures: served.failures };
};

const broken = (handle: Route<unknown, unknown, { word: string }>['handle']): readonly Route[] => [
  route({
    method: 'post',
    path: '/v1/broken',
    summary: 'Break',
    tag: 'broken',
    auth: 'public',
    body: z.strictObject({ word: z.string() }),
    answers: { status: 200, schema: z.strictObject({ word: z.string() }) },
    handle,
  }),
];
const reasons = ({ violations }: { violations: readonly { why: string }[] }) =>
  new Set(violations.map(({ why }) => why));

describe('fuzzing the API', () => {
  it('[HT37] hostile requests to sound routes get coded refusals, never a failure', async () => {
    const { violations, failures, statuses, requests } = await fuzz(fakeRoutes, 1);
    assert.deepEqual(violations.slice(0, 3), []);
    assert.deepEqual(failures, []);
    assert.equal(requests, fakeRoutes.length * 150);
    for (const status of [200, 201, 400, 401, 413, 415, 422]) assert.ok(statuses[status]! > 0, `never ${status}`);
  });

  it('[HT37] the fuzzer finds a route that throws', async () => {
    const found = await fuzz(
      broken(async ({ body }) => ({
        status: 200,
        body: { word: body.word.normalize(body.word.length > 200 ? 'bad' : 'NFC') },
      })),
      2,
      400,
    );
    assert.ok(reasons(found).has('a failure of the server'));
  });

  it('[HT37] the fuzzer finds a route that shows its innards, or refuses or succeeds in its own way', async () => {
    const stack = await fuzz(
      broken(async () => ({ status: 200, body: { word: new Error('x').stack } })),
      3,
    );
    assert.deepEqual(reasons(stack), new Set(['tells of its innards']));
    const plain = await fuzz(
      broken(async () => ({ status: 404, body: 'nothing', contentType: 'text/plain' })),
      4,
    );
    assert.deepEqual(reasons(plain), new Set(['refused as text/plain; charset=utf-8, not as a problem']));
    const moved = await fuzz(
      broken(async () => ({ status: 202 })),
      5,
    );
    assert.deepEqual(reasons(moved), new Set(['a success that is not in the document']));
  });

  it('[HT37] the same seed sends the same requests', async () => {
    const [first, second, other] = [
      await fuzz(fakeRoutes, 6, 40),
      await fuzz(fakeRoutes, 6, 40),
      await fuzz(fakeRoutes, 7, 40),
    ];
    assert.deepEqual(first.statuses, second.statuses);
    assert.notDeepEqual(first.statuses, other.statuses);
  });
});
