import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { OperatorSession, OperatorStore } from './operator-store.ts';

const cookieName = 'octo_operator';
const lifeMs = 8 * 3_600_000;
const choosingMs = 15 * 60_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const tokenOf = (request: Request): string | undefined =>
  (request.get('Cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === cookieName)?.[1];

const setCookie = (response: Response, token: string, maxAgeMs: number, secure: boolean): void => {
  const { name, value } = { name: cookieName, value: token };
  response.cookie(name, value, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: maxAgeMs, secure });
};

/** Sessions of operators: a random token in a cookie that scripts cannot read and other sites cannot send. */
export interface Sessions {
  /** Ends the browser's session before, so that no token outlives a login. */
  open(request: Request, response: Response, operator: string, choosing: boolean): Promise<void>;
  find(request: Request): Promise<OperatorSession | undefined>;
  close(request: Request, response: Response): Promise<void>;
}

interface Ports {
  readonly store: Pick<OperatorStore, 'openSession' | 'findSession' | 'closeSession' | 'sweep'>;
  readonly now: () => number;
  /** Known to be reached by https, even where the proxy that ends it is not trusted to say so. */
  readonly https: boolean;
}

export const createSessions = ({ store, now, https }: Ports): Sessions => {
  const forget = async (request: Request): Promise<void> => {
    const token = tokenOf(request);
    if (token !== undefined) await store.closeSession(hashOf(token));
  };
  return {
    open: async (request, response, operator, choosing) => {
      const token = randomBytes(32).toString('base64url');
      const life = choosing ? choosingMs : lifeMs;
      await forget(request);
      await store.sweep(now());
      await store.openSession(hashOf(token), { operator, choosing, expiresAt: now() + life });
      setCookie(response, token, life, https || request.secure);
    },
    find: async (request) => {
      const token = tokenOf(request);
      const session = token === undefined ? undefined : await store.findSession(hashOf(token));
      return session !== undefined && session.expiresAt > now() ? session : undefined;
    },
    close: async (request, response) => {
      await forget(request);
      setCookie(response, '', 0, https || request.secure);
    },
  };
};
