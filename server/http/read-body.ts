import type { IncomingMessage } from 'node:http';
import { problem } from './problems.ts';

/** Bytes of a request body, at most. */
const bodyLimit = 64 * 1024;
/** A body over the limit but under this is read to its end and thrown away, so that the client gets to read the refusal. */
const patience = 16 * bodyLimit;

const mediaType = (header: string): { type: string; charset: string } => {
  const [type = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  return { type, charset: charset?.replace(/^"(.*)"$/, '$1') ?? 'utf-8' };
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Whether more of the body is to come than is worth reading only to throw it away. */
export const isUnreadAndLong = (request: IncomingMessage): boolean =>
  hasBody(request) && !request.complete && !(Number(request.headers['content-length']) <= patience);

const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > patience) throw problem('request/too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > patience) break;
      if (size <= bodyLimit) chunks.push(chunk);
    }
  } catch {
    throw problem('request/malformed', { detail: 'The body broke off.' });
  }
  if (size > bodyLimit) throw problem('request/too-large');
  return Buffer.concat(chunks);
};

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('request/malformed', { detail: 'The body is not UTF-8.' });
  }
};

const deepest = 32;

/** JSON.parse takes any depth, but much that walks its value afterwards does so recursively. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
};

const parseJson = (text: string): unknown => {
  if (isTooDeep(text)) throw problem('request/malformed', { detail: 'The body is nested too deeply.' });
  try {
    return JSON.parse(text);
  } catch {
    throw problem('request/malformed', { detail: 'The body is not JSON.' });
  }
};

/** A field given twice stays a list, which no schema of ours takes: it is refused instead of one being picked. */
export const parseFields = (text: string): Record<string, unknown> => {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
};

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  'application/json': parseJson,
  'application/x-www-form-urlencoded': parseFields,
};
export type BodyType = 'application/json' | 'application/x-www-form-urlencoded';

/**
 * The request's body, undefined when there is none. Compressed bodies and charsets other than UTF-8 are refused.
 * @throws Problem 400, 413 or 415
 */
export const readBody = async (request: IncomingMessage, types: readonly BodyType[]): Promise<unknown> => {
  if (!hasBody(request)) return undefined;
  const { type, charset } = mediaType(request.headers['content-type'] ?? '');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const known = types.some((allowed) => allowed === type);
  if (!known || encoding !== 'identity' || !['utf-8', 'utf8'].includes(charset))
    throw problem('request/unsupported-media-type', { headers: { Accept: types.join(', ') } });
  return parsers[type]!(decode(await readBytes(request)));
};
