import type { Request, RequestHandler } from 'express';
import { problem } from './problems.ts';

/** Names the request in the answer and in the log. */
export const requestId =
  (newId: () => string): RequestHandler =>
  (_request, response, next) => {
    response.set('X-Request-Id', newId());
    next();
  };

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f]/;
const isSound = ({ url, path, headers }: Request): boolean => {
  const read = decoded(path);
  const query = url.slice(url.indexOf('?') + 1);
  return (
    read?.startsWith('/') === true &&
    !controls.test(read) &&
    !/%00/.test(query) &&
    URL.canParse(`http://${headers.host ?? ''}`)
  );
};

/** Refuses paths and host names that nothing behind this could understand, before anything tries to. */
export const refuseUnsound: RequestHandler = (request, _response, next) =>
  next(isSound(request) ? undefined : problem('request/malformed'));
