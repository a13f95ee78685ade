import assert from 'node:assert/strict';
import { z } from 'zod';
import { openApi } from '../../../server/http/openapi.ts';
import type { OpenApiDocument } from '../../../server/http/openapi-document.ts';
import { route } from '../../../server/http/route.ts';
import { botCreated, login, registration } from '../../../shared/protocol/accounts.ts';
import { id, page } from '../../../shared/protocol/common.ts';
import { gameCreated, gameSummary, gamesQuery, newGame } from '../../../shared/protocol/games.ts';
import { fakeRoutes, type Served, serve } from './serve.ts';

const common = { tag: 'real', auth: 'player' as const, handle: async () => ({ status: 200 }) };
const realRoutes = [
  route({
    ...common,
    method: 'get',
    path: '/v1/games',
    summary: 'List games',
    query: gamesQuery,
    answers: { status: 200, schema: page(gameSummary) },
  }),
  route({
    ...common,
    method: 'post',
    path: '/v1/games',
    summary: 'Create a game',
    body: newGame,
    answers: { status: 201, schema: gameCreated },
  }),
  route({
    ...common,
    method: 'get',
    path: '/v1/games/{id}/export',
    summary: 'Export',
    params: z.strictObject({ id }),
    answers: { status: 200, contentType: 'text/plain' },
  }),
  route({
    ...common,
    method: 'post',
    path: '/v1/bots',
    summary: 'Bot',
    body: registration,
    answers: { status: 201, schema: botCreated },
  }),
  route({
    ...common,
    method: 'post',
    path: '/v1/login',
    summary: '<script>alert("&")</script>',
    form: true,
    body: login,
    answers: { status: 204 },
  }),
];

/** Every value under `key`, anywhere. */
const everywhere = (value: unknown, key: string): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...everywhere(inner, key),
  ]);
};

const resolves = (document: OpenApiDocument, ref: unknown): boolean =>
  typeof ref === 'string' &&
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document) !== undefined;

describe('the OpenAPI document', () => {
  const routes = [...fakeRoutes, ...realRoutes];
  const document = openApi(routes);

  it('[HT28] every route is in it, once, with its parameters, body, success and refusals', () => {
    assert.equal(document.openapi, '3.1.0');
    for (const { method, path, answers, body, tag } of routes) {
      const operation = document.paths[path]?.[method];
      assert.ok(operation, `${method} ${path}`);
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
      assert.deepEqual(inPath, path.match(/\{\w+\}/g) ?? []);
      assert.equal(operation.requestBody !== undefined, body !== undefined);
      assert.ok(operation.responses[answers.status] !== undefined);
      assert.ok(operation.responses['4XX']?.content?.['application/problem+json'] !== undefined);
      assert.deepEqual(operation.tags, [tag]);
    }
    const count = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length;
    assert.equal(count, routes.length);
  });

  it('[HT28] every reference resolves, operation ids are unique, tags are declared', () => {
    const refs = everywhere(document, '$ref');
    assert.ok(refs.length > routes.length);
    assert.deepEqual(
      refs.filter((ref) => !resolves(document, ref)),
      [],
    );
    const ids = everywhere(document.paths, 'operationId');
    assert.equal(new Set(ids).size, routes.length);
    assert.deepEqual(document.tags.map(({ name }) => name).sort(), ['forms', 'real', 'things']);
    assert.deepEqual(everywhere(document, '$schema'), []);
    assert.deepEqual(everywhere(document, '$defs'), []);
  });

  it('[HT29] requests are described as they are given, answers as they are sent', () => {
    const limit = document.paths['/v1/things']?.get?.parameters.find(({ name }) => name === 'limit');
    assert.deepEqual([limit?.required, limit?.schema.default, limit?.schema.maximum], [false, 50, 200]);
    const create = document.paths['/v1/games']?.post?.requestBody?.content['application/json']?.schema;
    assert.ok(!create?.required?.includes('rated'));
    assert.equal(create?.additionalProperties, false);
    assert.ok(document.components.schemas.Game?.required?.includes('players'));
  });

  it('[HT29] what a caller needs and may meet is told', () => {
    const { get, post } = document.paths['/v1/things'] ?? {};
    assert.deepEqual(get?.security, [{}, { accessToken: [] }]);
    assert.deepEqual(post?.security, [{ accessToken: [] }]);
    assert.ok(post?.['x-problems'].includes('things/taken'));
    assert.ok(post?.['x-problems'].includes('auth/no-token'));
    assert.ok(!get?.['x-problems'].includes('auth/no-token'));
    const form = Object.keys(document.paths['/v1/login']?.post?.requestBody?.content ?? {});
    assert.deepEqual(form, ['application/json', 'application/x-www-form-urlencoded']);
  });
});

describe('the pages of the API', () => {
  let served: Served;
  before(async () => {
    served = await serve({ routes: realRoutes });
  });
  after(() => served.close());

  it('[HT28] /openapi.json serves the document', async () => {
    const answer = await fetch(`${served.base}/openapi.json`);
    assert.match(answer.headers.get('Content-Type') ?? '', /^application\/json/);
    assert.deepEqual(await answer.json(), JSON.parse(JSON.stringify(openApi(realRoutes))));
  });

  it('[HT30] /docs shows every call, and needs nothing from elsewhere and nothing inline', async () => {
    const page = await (await fetch(`${served.base}/docs`)).text();
    for (const operationId of everywhere(openApi(realRoutes), 'operationId'))
      assert.ok(page.includes(`id="${operationId}"`));
    assert.doesNotMatch(page, /(?:src|href)="(?:https?:)?\/\//);
    assert.doesNotMatch(page, /<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=/);
    assert.ok(page.includes('&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;'));
    const files = [...page.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map((found) => found[1]!);
    assert.deepEqual(files.sort(), ['/docs/docs.css', '/docs/docs.js']);
    for (const file of files) assert.equal((await fetch(served.base + file)).status, 200);
  });

  it('[HT30] every link inside /docs leads somewhere', async () => {
    const page = await (await fetch(`${served.base}/docs`)).text();
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(page.includes(`id="${target}"`), target);
  });
});
