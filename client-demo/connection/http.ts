import { ApiProblem, problemOf } from './problem.ts';
import type { Session } from './session.ts';
import type { Timing } from './timing.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpPorts {
  /** Where the server is, such as `https://play.example`; empty for the page's own origin. */
  readonly base: string;
  readonly fetch: Fetch;
  readonly timing: Timing;
  /** Told at each answer how far this machine's clock is ahead of the server's at most, in ms. */
  readonly onClockAhead: (ms: number) => void;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/v1`, already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

const answerTimeoutMs = 15_000;

const queryOf = (query: Call['query']): string => {
  const given = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

const initOf = ({ method, body }: Call, token: string | null): RequestInit => ({
  method,
  // Tokens travel in a header; cookies have no part in this.
  credentials: 'omit',
  signal: AbortSignal.timeout(answerTimeoutMs),
  headers: {
    accept: 'application/json, application/problem+json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

const parsed = (text: string, type: string): unknown => {
  if (!type.includes('json') || type.includes('jsonl')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** `fetch` hides what happened in the cause of its error. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

/** One HTTP exchange: the body of a success, else an `ApiProblem` is thrown. Text answers come as strings, empty ones as ''. */
export const createSend =
  (ports: HttpPorts) =>
  async (call: Call, token: string | null): Promise<unknown> => {
    const { timing } = ports;
    const unreachable = (error: unknown): never => {
      throw new ApiProblem(0, 'client/unreachable', reasonOf(error));
    };
    const url = `${ports.base}/v1${call.path}${queryOf(call.query)}`;
    const response = await ports.fetch(url, initOf(call, token)).catch(unreachable);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) ports.onClockAhead(timing.now() - date);
    const text = await response.text().catch(unreachable);
    const body = parsed(text, response.headers.get('content-type') ?? '');
    if (response.ok) return body;
    throw problemOf(response.status, body, response.headers.get('retry-after'), timing.now());
  };
export type Send = ReturnType<typeof createSend>;

/** The same with the session's access token; one that the server refuses is renewed and the call made once more. */
export const createAuthorisedSend =
  (send: Send, session: Session): ((call: Call) => Promise<unknown>) =>
  async (call) => {
    const token = await session.accessToken();
    try {
      return await send(call, token);
    } catch (error) {
      if (token === null || !(error instanceof ApiProblem) || error.status !== 401) throw error;
      const renewed = await session.renewed(token);
      if (renewed === null) throw error;
      return await send(call, renewed);
    }
  };
