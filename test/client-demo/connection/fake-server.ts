import { createApi } from '../../../client-demo/connection/api.ts';
import { type Exclusive, memorySession, type SessionStore } from '../../../client-demo/connection/session-store.ts';
import type { ManualTiming } from '../manual-timing.ts';

/** A request as `fetch` was asked to make it. */
export interface Seen {
  readonly url: string;
  readonly token: string | undefined;
  readonly body: { readonly refresh_token?: string } | undefined;
}

type Respond = (seen: Seen) => Response | Promise<Response>;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  json({ type: 'about:blank', title: 'No', status, code, detail: 'said no' }, status, {
    'content-type': 'application/problem+json',
    ...headers,
  });

/** Tokens that name their generation: `access-2` and `refresh-2` after one renewal. */
export const tokensOf = (generation: number) => ({
  access_token: `access-${generation}`,
  token_type: 'Bearer',
  expires_in: 900,
  refresh_token: `refresh-${generation}`,
});

const seenOf = (url: string, init: RequestInit): Seen => ({
  url,
  token: new Headers(init.headers).get('authorization')?.replace('Bearer ', ''),
  body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
});

/** An API whose answers a test makes up, and everything it was asked. */
export const apiOver = (
  timing: ManualTiming,
  respond: Respond,
  more: {
    readonly store?: SessionStore;
    readonly exclusive?: Exclusive;
    readonly signInAgain?: () => Promise<ReturnType<typeof tokensOf> & { token_type: 'Bearer' }>;
  } = {},
) => {
  const seen: Seen[] = [];
  const ended: number[] = [];
  const api = createApi({
    base: 'http://server',
    store: memorySession(),
    timing,
    async fetch(url, init) {
      const request = seenOf(url, init);
      seen.push(request);
      return await respond(request);
    },
    onSessionEnded: () => ended.push(1),
    ...more,
  });
  return { api, seen, ended };
};
