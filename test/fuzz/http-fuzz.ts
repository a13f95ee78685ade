import type { OpenApiDocument } from '../../server/http/openapi-document.ts';
import { type Attempt, attempt, type Target } from './attempts.ts';
import { chanceOf } from './chance.ts';
import { type Answer, faultsOf } from './judge.ts';

interface Violation {
  readonly why: string;
  readonly request: Attempt;
  readonly status: number;
  /** The beginning of the answer. */
  readonly text: string;
}

export interface HttpFuzz {
  readonly base: string;
  readonly openapi: OpenApiDocument;
  /** A valid access token, asked for anew for each route, since fuzzing may end a session. */
  readonly token: () => Promise<string>;
  readonly seed: number;
  /** Requests to each route. */
  readonly rounds: number;
}

export interface HttpFuzzed {
  readonly violations: readonly Violation[];
  readonly requests: number;
  /** How often each status was answered, to see that not all is refused at the door. */
  readonly statuses: Readonly<Record<number, number>>;
}

const send = async (base: string, { method, path, headers, body }: Attempt): Promise<Answer> => {
  try {
    const init = { method, headers, redirect: 'manual' as const, ...(body === undefined ? {} : { body }) };
    const response = await fetch(base + path, init);
    const contentType = response.headers.get('Content-Type') ?? '';
    return { status: response.status, contentType, text: await response.text() };
  } catch (error) {
    return { status: 599, contentType: '', text: `no answer: ${String((error as Error).cause ?? error)}` };
  }
};

const targetsOf = ({ paths }: OpenApiDocument): readonly Target[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

const shortened = (request: Attempt): Attempt => ({
  ...request,
  path: request.path.slice(0, 300),
  ...(request.body === undefined ? {} : { body: request.body.slice(0, 300) }),
});

/**
 * Sends every route of the document requests with missing, extra, wrong-typed, huge and hostile values in path, query,
 * body and headers. A violation is a 5xx, an answer that shows the server's innards, a refusal that is no problem
 * document with a code, a success that the document does not know, or no answer. The same seed sends the same requests.
 */
export const fuzzHttp = async ({ base, openapi, token, seed, rounds }: HttpFuzz): Promise<HttpFuzzed> => {
  const violations: Violation[] = [];
  const statuses: Record<number, number> = {};
  const targets = targetsOf(openapi);
  for (const [at, target] of targets.entries()) {
    const chance = chanceOf(seed * 1000 + at);
    const accessToken = await token();
    for (let round = 0; round < rounds; round += 1) {
      const request = attempt(target, openapi, accessToken, chance);
      const answer = await send(base, request);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      for (const why of faultsOf(answer, target.operation))
        violations.push({ why, request: shortened(request), status: answer.status, text: answer.text.slice(0, 300) });
    }
  }
  return { violations, requests: targets.length * rounds, statuses };
};
