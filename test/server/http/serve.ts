import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { z } from 'zod';
import type { Caller } from '../../../server/http/caller.ts';
import { answerClientErrors } from '../../../server/http/client-errors.ts';
import { type AppOptions, createApp } from '../../../server/http/create-app.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import { createMemoryRateLimiter, defaultLimits } from '../../../server/http/rate-limits.ts';
import { callerOf, type Route, route } from '../../../server/http/route.ts';
import { playerId } from '../../../shared/kernel/ids.ts';

const anna: Caller = {
  player: playerId('anna'),
  session: 's1',
  standing: 'account',
  verified: true,
  mayPlayRated: true,
};

const thing = z.strictObject({ name: z.string().max(20), size: z.int().min(1).max(9), deep: z.unknown().optional() });

/** A small API that has one of everything. */
export const fakeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/things',
    summary: 'List things',
    tag: 'things',
    auth: 'public',
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional(),
    }),
    answers: { status: 200, schema: z.strictObject({ limit: z.number(), caller: z.string().nullable() }) },
    handle: async ({ query, caller }) => ({
      status: 200,
      body: { limit: query.limit, caller: caller?.player ?? null },
    }),
  }),
  route({
    method: 'post',
    path: '/v1/things',
    summary: 'Make a thing',
    tag: 'things',
    auth: 'player',
    body: thing,
    answers: { status: 201, schema: thing },
    problems: ['things/taken'],
    handle: async (request) => ({ status: 201, body: { ...request.body, by: callerOf(request).player } }),
  }),
  route({
    method: 'get',
    path: '/v1/things/{id}',
    summary: 'Show a thing',
    tag: 'things',
    auth: 'public',
    params: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,20}$/) }),
    answers: { status: 200, schema: z.strictObject({ id: z.string() }) },
    handle: async ({ params }) => ({ status: 200, body: params }),
  }),
  route({
    method: 'get',
    path: '/v1/things/mine',
    summary: 'Show my thing',
    tag: 'things',
    auth: 'player',
    answers: { status: 200, schema: z.strictObject({ mine: z.literal(true) }) },
    handle: async () => ({ status: 200, body: { mine: true } }),
  }),
  route({
    method: 'post',
    path: '/v1/form',
    summary: 'Take a form',
    tag: 'forms',
    auth: 'public',
    form: true,
    body: z.strictObject({ word: z.string() }),
    answers: { status: 200, schema: z.strictObject({ word: z.string() }) },
    handle: async ({ body, address }) => ({ status: 200, body: { ...body, address } }),
  }),
  route({
    method: 'delete',
    path: '/v1/form',
    summary: 'Remove it',
    tag: 'forms',
    auth: 'public',
    answers: { status: 204 },
    handle: async () => ({ status: 204 }),
  }),
];

export interface Served {
  readonly base: string;
  readonly port: number;
  readonly failures: unknown[];
  readonly unavailable: string[];
  close(): Promise<void>;
}

/** A listening server with the whole border and the given parts. */
export const serve = async (options: Partial<AppOptions> = {}): Promise<Served> => {
  const failures: unknown[] = [];
  const unavailable: string[] = [];
  let ids = 0;
  const app = createApp({
    routes: fakeRoutes,
    authenticate: async (token) => (token === 'good' ? anna : null),
    limiter: createMemoryRateLimiter(() => 0),
    limits: { ...defaultLimits, general: { count: 1_000_000, windowMs: 60_000 } },
    allowedOrigins: ['https://friend.example'],
    trustProxy: false,
    newId: () => `r${++ids}`,
    report: {
      requestFailed: (_request, error) => failures.push(error),
      storeUnavailable: ({ path }) => unavailable.push(path),
    },
    metrics: createMetrics({ openRooms: () => 3, connections: () => 7, projectorLag: async () => ({ games: 2 }) }),
    checks: {},
    isStopping: () => false,
    isOperator: async () => false,
    ...options,
  });
  const server = createServer(app);
  answerClientErrors(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { base: `http://127.0.0.1:${port}`, port, failures, unavailable, close };
};

/** Sends bytes as they are, and reads until the server ends the connection. */
export const raw = async (port: number, bytes: string | Buffer): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('utf8');
};

export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: 'Bearer good', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export interface Told {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Record<string, unknown> & { errors?: { path: string; message: string }[] };
  readonly headers: Headers;
}

/** Status, code and body of an answer; a refusal that is no problem document has no code. */
export const told = async (answer: Promise<Response>): Promise<Told> => {
  const response = await answer;
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text) : {};
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') === true;
  return { status: response.status, code: isProblem ? body.code : undefined, body, headers: response.headers };
};
