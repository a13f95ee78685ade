import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Problem } from '../http/problem.ts';
import { problem, problemBody, problemType } from '../http/problems.ts';
import { endToEnd, onwardHeaders } from './onward-headers.ts';
import type { Pool } from './pool.ts';

export interface Patience {
  /** What a node may take to begin its answer, ms, where another can be asked instead. */
  readonly repeatableMs: number;
  /** And where it cannot. */
  readonly onceMs: number;
  /** And the first one where a way into a game is asked for, which a client does not await for long. */
  readonly entranceMs: number;
}

/** Of a body, bytes; the nodes have the same limit. */
const bodyLimit = 64 * 1024;
/** A body up to this is read and thrown away, so that the client gets to read the refusal. */
const readAnyway = 16 * bodyLimit;

/** A second time does no more than the first (RFC 9110, 9.2.2). */
const repeatable: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * Asks for a way into a game, which may be asked twice: the seat stays the same, and a place that nobody takes is free again in
 * seconds. The node that is asked opens the game's room, so that one node is asked about a game.
 */
const entrance = /^\/v1\/games\/([\w-]{1,64})\/intratoken(?:\?|$)/;

/** A node did not begin an answer; `reached` says whether it may have got the request. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reached: boolean;
  constructor(reached: boolean) {
    super('no answer');
    this.reached = reached;
  }
}

const answerProblem = (response: ServerResponse, refused: Problem): void => {
  if (response.headersSent) return void response.destroy();
  const text = JSON.stringify(problemBody(refused));
  response
    .writeHead(refused.status, {
      ...{ 'Content-Type': problemType, 'Content-Length': Buffer.byteLength(text), 'Cache-Control': 'no-store' },
      ...refused.headers,
    })
    .end(text);
};

/** The whole body, since it may have to be sent twice. */
const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const tooLarge = problem('request/too-large', { headers: { Connection: 'close' } });
  if (Number(request.headers['content-length'] ?? 0) > readAnyway) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > readAnyway) break;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) throw tooLarge;
  return Buffer.concat(chunks);
};

interface Onward {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** Into which a way is asked for. */
  readonly game: string | undefined;
  /** Whether it may be sent to another node when one has got it. */
  readonly mayRepeat: boolean;
  /** What each node may take, the first and the others. */
  readonly patienceMs: readonly [number, number];
  /** The client has gone. */
  readonly abandoned: AbortSignal;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

/**
 * One attempt, over a connection of its own: on a kept one it could not be told whether a request that failed had
 * reached the node.
 * @throws NoAnswer
 */
const ask = async (
  to: string,
  { request, body, abandoned }: Onward,
  patienceMs: number,
  done: () => void,
): Promise<IncomingMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { hostname, port } = new URL(to);
  const { method, url: path } = request;
  const headers = { ...onwardHeaders(request), ...(hasBody(request) ? { 'content-length': body.length } : {}) };
  const asking = httpRequest({ hostname, port, method, path, headers, agent: false, signal: abandoned });
  let reached = false;
  const connected = (): void => {
    reached = true;
  };
  asking.on('socket', (socket) => socket.once('connect', connected));
  asking.on('error', () => reject(new NoAnswer(reached)));
  asking.on('response', resolve);
  asking.on('close', done);
  asking.end(body);
  const late = setTimeout(() => asking.destroy(), patienceMs);
  return await promise.finally(() => clearTimeout(late));
};

const unavailable = (detail: string): Problem =>
  problem('server/unavailable', { detail, headers: { 'Retry-After': '1' } });

/**
 * Asks one node after the other: when one does not answer, or says that it cannot. What may not happen twice goes to
 * another node only when nothing reached the one before.
 * @throws Problem when none answers
 */
const askPool = async (pool: Pool, onward: Onward): Promise<IncomingMessage> => {
  const { game, mayRepeat } = onward;
  const [first, later] = onward.patienceMs;
  let patienceMs = first;
  let refused: IncomingMessage | undefined;
  for (const { name, url } of pool.candidates(game)) {
    // It has gone down while another one was asked.
    if (url === undefined) continue;
    try {
      const answer = await ask(url, onward, patienceMs, pool.hold(name));
      refused?.resume();
      if (answer.statusCode !== 503) return answer;
      // Of one game it may say so for that game alone.
      if (game === undefined) pool.found(name, 'not-ready');
      if (!mayRepeat) return answer;
      refused = answer;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (onward.abandoned.aborted) break;
      pool.found(name, 'silent');
      if (error.reached && !mayRepeat) throw unavailable('It is not known whether the request was acted on.');
    }
    patienceMs = later;
  }
  if (refused) return refused;
  throw unavailable('No server answers; try again.');
};

const refusalOf = (error: unknown): Problem =>
  error instanceof Error && 'status' in error ? (error as Problem) : problem('request/malformed');

type Manner = Pick<Onward, 'game' | 'mayRepeat' | 'patienceMs'>;

const mannerOf = ({ method, url = '' }: IncomingMessage, patience: Patience): Manner => {
  const { entranceMs, repeatableMs, onceMs } = patience;
  const [, game] = entrance.exec(url) ?? [];
  if (game !== undefined) return { game, mayRepeat: true, patienceMs: [entranceMs, onceMs] };
  const mayRepeat = repeatable.has(method);
  const ms = mayRepeat ? repeatableMs : onceMs;
  return { game, mayRepeat, patienceMs: [ms, ms] };
};

/** Hands a request to a node of the pool, and its answer back. */
export const createForwardRequest =
  (pool: Pool, patience: Patience) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    // After a whole answer there is nothing to give up; each abort makes an error.
    response.once('close', () => response.writableFinished || gone.abort());
    try {
      const body = await readBody(request);
      const answer = await askPool(pool, { request, body, ...mannerOf(request, patience), abandoned: gone.signal });
      response.writeHead(answer.statusCode!, endToEnd(answer));
      // A broken answer must not look like a whole one: `pipeline` cuts the client's connection.
      pipeline(answer, response, () => undefined);
    } catch (error) {
      answerProblem(response, refusalOf(error));
    }
  };
