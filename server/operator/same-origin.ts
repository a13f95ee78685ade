import type { Request, RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';

/**
 * Whether a page of this very server made the request. Browsers say so in `Sec-Fetch-Site`, which no page can forge; over
 * plain http to another machine they do not send it, and then `Origin` or `Referer` must name this server. A request that
 * says nothing proves nothing.
 */
const isSameOrigin = (request: Request, publicOrigin: string | undefined): boolean => {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const from = request.get('Origin') ?? request.get('Referer') ?? '';
  if (!URL.canParse(from)) return false;
  return [`${request.protocol}://${request.host}`, publicOrigin].includes(new URL(from).origin);
};

/** Refuses what a page of another site may have sent with the operator's own browser. */
export const refuseForeign =
  (publicOrigin: string | undefined): RequestHandler =>
  (request, _response, next) => {
    const foreign = new Problem(403, 'operator/foreign-origin', 'Only pages of this server may ask for this.');
    next(isSameOrigin(request, publicOrigin) ? undefined : foreign);
  };
