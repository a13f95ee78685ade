import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createIdentity } from '../../../server/accounts/identity.ts';
import type { Passwords } from '../../../server/accounts/passwords.ts';
import type { Verification } from '../../../server/accounts/standing-of.ts';
import { createLoginGuard } from '../../../server/http/login-guard.ts';
import { parseInput } from '../../../server/http/parse-input.ts';
import { Problem } from '../../../server/http/problem.ts';
import { createMemoryRateLimiter, defaultLimits } from '../../../server/http/rate-limits.ts';
import type { Route } from '../../../server/http/route.ts';
import { randomId } from '../../../server/ids.ts';
import { createMailer } from '../../../server/mail/mailer.ts';
import type { Mail } from '../../../server/mail/mails.ts';
import { randomSecret } from '../../../server/secrets.ts';
import { createSqliteAccounts } from '../../../server/storage/sqlite/accounts.ts';
import type { Database } from '../../../server/storage/sqlite/database.ts';
import { createSqliteKeys } from '../../../server/storage/sqlite/keys.ts';
import { migrations } from '../../../server/storage/sqlite/migrations.ts';
import { createSqliteOneTimeTokens } from '../../../server/storage/sqlite/one-time-tokens.ts';
import { openDatabase } from '../../../server/storage/sqlite/open-database.ts';
import { createSqliteSessions } from '../../../server/storage/sqlite/sessions.ts';
import { createSqliteUsedTokens } from '../../../server/storage/sqlite/used-tokens.ts';
import { type KeyRing, openKeyRing } from '../../../server/tokens/key-ring.ts';
import type { Tokens } from '../../../shared/protocol/accounts.ts';
import { temporaryFolder } from '../storage/sqlite/temporary-database.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const password = 'correct horse battery';

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: the schema of each answer is checked; a test reads what it is about
  readonly body: any;
}

/** Counts what is hashed and compared, at no cost. */
const countingPasswords = (): Passwords & { work: string[] } => {
  const work: string[] = [];
  return {
    work,
    hash: async (text) => {
      work.push('hash');
      return `hashed ${text}`;
    },
    matches: async (text, hash) => {
      work.push('compare');
      return hash === `hashed ${text}`;
    },
  };
};

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

/** What the border does with a request: find the route, authenticate, parse, handle; and the answer keeps its schema. */
const requester =
  (routes: readonly Route[], authenticate: (token: string) => Promise<unknown>) =>
  async (method: string, path: string, body: unknown = {}, token?: string, address = '192.0.2.1'): Promise<Answer> => {
    const [bare = '', search] = path.split('?');
    const route = routes.find((each) => each.method === method && pattern(each.path).test(bare));
    assert.ok(route, `no route ${method} ${path}`);
    try {
      const caller = token === undefined ? null : await authenticate(token);
      if (caller === null && (route.auth === 'player' || token !== undefined))
        return { status: 401, code: 'auth/invalid-token', body: null };
      const params = await parseInput('params', route.params, { ...pattern(route.path).exec(bare)?.groups });
      const parsed = {
        params,
        query: await parseInput('query', route.query, Object.fromEntries(new URLSearchParams(search))),
        body: await parseInput('body', route.body, body),
        address,
        userAgent: 'test',
      };
      const reply = await route.handle({ ...parsed, caller: caller as never });
      assert.equal(reply.status, route.answers.status);
      route.answers.schema?.parse(reply.body);
      return { status: reply.status, body: reply.body ?? null, ...(reply.headers && { headers: reply.headers }) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, code, headers } = error;
      assert.ok(code.startsWith('request/') || route.problems?.includes(code), `${code} is not declared by ${path}`);
      return { status, code, headers, body: null };
    }
  };

export interface House {
  readonly identity: ReturnType<typeof createIdentity>;
  readonly db: Database;
  readonly keys: KeyRing;
  readonly clock: { now: number };
  /** Sent so far; those under way arrive with `mailed`. */
  readonly mails: Mail[];
  readonly mailed: (kind: Mail['kind']) => Promise<readonly Mail[]>;
  readonly work: string[];
  readonly reused: string[];
  readonly request: (method: string, path: string, body?: unknown, token?: string, address?: string) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, token?: string) => Promise<Answer>;
  readonly get: (path: string, token?: string) => Promise<Answer>;
  /** Registers and logs in. */
  readonly newcomer: (username: string, email?: string) => Promise<Tokens & { readonly id: string }>;
  /** Closes the database and opens it again, as a restart does. */
  readonly restarted: () => Promise<House>;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly verification?: Verification;
  readonly passwords?: Passwords;
  readonly clock?: { now: number };
  readonly folder?: ReturnType<typeof temporaryFolder>;
}

/** Identity over a database in a folder of its own, with a clock that stands still. */
export const openHouse = async (options: Options = {}): Promise<House> => {
  const { verification = 'optional', folder = temporaryFolder() } = options;
  const clock = options.clock ?? { now: Date.UTC(2026, 0, 1) };
  const now = () => clock.now;
  const db = await openDatabase({ file: join(folder.path, 'octothorpe.db'), migrations });
  const counting = countingPasswords();
  const mails: Mail[] = [];
  const reused: string[] = [];
  const mailer = createMailer({
    transport: { deliver: async (mail) => void mails.push(mail), close: () => {} },
    report: { mailFailed: (kind, reason) => assert.fail(`${kind}: ${reason}`) },
  });
  const publicUrl = () => 'https://octo.example';
  const keys = await openKeyRing({ store: createSqliteKeys(db), issuer: publicUrl, now });
  const identity = createIdentity({
    accounts: createSqliteAccounts(db),
    oneTimeTokens: createSqliteOneTimeTokens(db),
    sessions: createSqliteSessions(db),
    usedTokens: createSqliteUsedTokens(db),
    keys,
    passwords: options.passwords ?? counting,
    mailer,
    guard: createLoginGuard(createMemoryRateLimiter(now), defaultLimits.login),
    report: {
      refreshTokenReused: (player) => reused.push(player),
      sessionCheckFailed: (error) => assert.fail(`${error}`),
    },
    verification,
    publicUrl,
    now,
    newId: randomId,
    newSecret: randomSecret,
  });
  const request = requester(identity.routes, identity.authenticate);
  const post = (path: string, body?: unknown, token?: string) => request('post', path, body, token);
  const stop = async () => {
    await mailer.drain();
    await db.close();
  };
  return {
    identity,
    db,
    keys,
    clock,
    mails,
    work: counting.work,
    reused,
    request,
    post,
    get: (path, token) => request('get', path, {}, token),
    mailed: async (kind) => {
      await mailer.drain();
      return mails.filter((mail) => mail.kind === kind);
    },
    newcomer: async (username, email = `${username}@example.org`) => {
      const { body } = await post('/v1/accounts', { username, email, password });
      const login = await post('/v1/auth/login', { username, password });
      return { ...login.body, id: body.player.id };
    },
    restarted: async () => {
      await stop();
      return openHouse({ ...options, verification, clock, folder });
    },
    close: async () => {
      await stop();
      folder.remove();
    },
  };
};

/** The token of the link in a mail. */
export const tokenIn = (mail: Mail | undefined): string =>
  /#([\w-]{43})\s/.exec(mail?.text ?? '')?.[1] ?? assert.fail('no link');
