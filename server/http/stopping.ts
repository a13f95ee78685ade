import type { RequestHandler } from 'express';
import { problem } from './problems.ts';

/**
 * A process that goes away begins nothing: whoever asks is sent on at once, to another node or to this one's successor.
 * The connection is closed too, so that a proxy opens its next one elsewhere.
 */
export const refuseWhenStopping =
  (isStopping: () => boolean): RequestHandler =>
  (_request, response, next) => {
    if (!isStopping()) return next();
    response.set('Connection', 'close');
    next(problem('server/stopping', { headers: { 'Retry-After': '0' } }));
  };
