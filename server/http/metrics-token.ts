import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { fingerprint } from '../secrets.ts';

const bearer = /^Bearer ([\x21-\x7e]+)$/i;

const isSame = (given: string, token: string): boolean =>
  timingSafeEqual(Buffer.from(fingerprint(given)), Buffer.from(fingerprint(token)));

/** Who may read the metrics from another machine: operators, and who shows the token, such as Prometheus. */
export const readsMetrics =
  (token: string | undefined, isOperator: (request: Request) => Promise<boolean>) =>
  async (request: Request): Promise<boolean> => {
    const given = bearer.exec(request.get('Authorization') ?? '')?.[1];
    if (token !== undefined && given !== undefined && isSame(given, token)) return true;
    return await isOperator(request);
  };
