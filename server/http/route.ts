import type { z } from 'zod';
import type { Caller } from './caller.ts';

/** What a route answers; `body` is JSON unless `contentType` says otherwise. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request after its border: parsed, authenticated. */
export interface Request<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Null on a public route without a token. */
  readonly caller: Caller | null;
  /** The client's address, behind a trusted proxy the forwarded one. */
  readonly address: string;
  readonly userAgent: string;
}

/** Which limit a route counts against besides the general one. */
export type Limit = 'registration' | 'guest' | 'login' | 'mail';

/**
 * One route of the HTTP API: mounted on express and described in OpenAPI from the same value, so that the
 * document cannot differ from what validates. Params, query and body are parsed strictly before `handle` runs.
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown> {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** In OpenAPI's form: `/v1/games/{id}/events`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** `player` needs a valid access token; `public` takes one where it is given. */
  readonly auth: 'public' | 'player';
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** The body may also come as a form. */
  readonly form?: boolean;
  readonly limit?: Limit;
  /** The success answer's schema, and the problem codes a client may meet beyond the general ones. */
  readonly answers: { readonly status: number; readonly schema?: z.ZodType; readonly contentType?: string };
  readonly problems?: readonly string[];
  handle(request: Request<Params, Query, Body>): Promise<Reply>;
}

/** Keeps the inferred types of one route inside it and gives it to the list as a plain Route. */
export const route = <Params, Query, Body>(definition: Route<Params, Query, Body>): Route =>
  definition as unknown as Route;

/** The caller of a route with `auth: 'player'`. */
export const callerOf = (request: { readonly caller: Caller | null }): Caller => {
  if (request.caller === null) throw new Error('a route with auth: player was called without a caller');
  return request.caller;
};
