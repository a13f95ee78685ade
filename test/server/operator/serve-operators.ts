import type { RequestHandler } from 'express';
import { createLoginGuard } from '../../../server/http/login-guard.ts';
import { createMemoryRateLimiter, defaultLimits } from '../../../server/http/rate-limits.ts';
import { createOperator } from '../../../server/operator/create-operator.ts';
import type { Passwords } from '../../../server/operator/log-in.ts';
import { operatorPart } from '../../../server/operator/operator-part.ts';
import { createSqliteOperators } from '../../../server/storage/sqlite/operators.ts';
import { serve } from '../http/serve.ts';
import { openTemporaryDatabase } from '../storage/sqlite/temporary-database.ts';

/** Hashing that costs nothing; the real one has tests of its own. */
export const plainPasswords = {
  hash: async (password: string) => `plain ${password}`,
  matches: async (password: string, hash: string | null) => hash === `plain ${password}`,
};

const fakePanel: RequestHandler = (request, response) => {
  response.json({ panel: request.originalUrl });
};

interface Options {
  readonly panel?: RequestHandler;
  readonly publicUrl?: string;
  readonly trustProxy?: boolean;
  readonly passwords?: Passwords;
  /** What rooms show of themselves. */
  readonly inspected?: unknown;
}

/** A server with operators on a database of its own, a clock to turn, and what rooms and the report were told. */
export const serveOperators = async (options: Options = {}) => {
  const { panel = fakePanel, publicUrl, trustProxy = false, passwords = plainPasswords, inspected } = options;
  const db = await openTemporaryDatabase();
  const store = createSqliteOperators(db);
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  const called: unknown[] = [];
  const reported: unknown[] = [];
  const part = operatorPart({
    store,
    passwords,
    guard: createLoginGuard(createMemoryRateLimiter(now), defaultLimits.login),
    now,
    publicUrl,
    panel,
    callRoom: async (...call) => {
      called.push(call);
      if (call[0] === 'gone') throw new Error('remote room timed out');
      return call[1] === 'getInspectData' ? (inspected ?? { state: { of: call[0] } }) : undefined;
    },
    report: {
      operatorLoggedIn: (name) => reported.push(['in', name]),
      operatorLoginFailed: () => reported.push(['failed']),
      operatorActed: (...act) => reported.push(act),
    },
  });
  const served = await serve({ ...part, trustProxy });
  const close = async () => {
    await served.close();
    await db.close();
  };
  const create = createOperator({ store, hash: plainPasswords.hash, now });
  return { ...served, db, clock, called, reported, create, close };
};
export type ServedOperators = Awaited<ReturnType<typeof serveOperators>>;

/** A browser on one of the server's own pages: keeps the cookie, follows nothing. */
export const browser = (base: string, more: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' }) => {
  let cookie = '';
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = { Accept: 'text/html', ...more, ...(cookie === '' ? {} : { Cookie: cookie }), ...init.headers };
    const response = await fetch(base + path, { redirect: 'manual', ...init, headers });
    const set = response.headers.get('Set-Cookie');
    if (set !== null) cookie = set.split(';')[0]!;
    const location = response.headers.get('Location');
    return { status: response.status, location, set, text: await response.text(), headers: response.headers };
  };
  return {
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    post: (path: string, fields: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields) }),
    cookie: () => cookie,
  };
};

export const goodPassword = 'a long enough password';

/** A browser in which a fresh operator has chosen a password and is logged in. */
export const loggedIn = async (served: ServedOperators, more?: Record<string, string>) => {
  const { password } = await served.create('eve');
  const eve = browser(served.base, more);
  await eve.post('/operator/login', { name: 'eve', password });
  await eve.post('/operator/password', { password: goodPassword, again: goodPassword });
  return eve;
};
