import type { Operation } from '../../server/http/openapi-document.ts';
import { problem } from '../../shared/protocol/common.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What a stack trace or the layout of this server's files looks like. */
const innards = /\n\s+at .+:\d+:\d+|node_modules|file:\/\/\/|\.(?:ts|js|mjs|cjs):\d+|SQLITE_|ZodError/;

const problemFaults = ({ status, contentType, text }: Answer): string[] => {
  if (!contentType.startsWith('application/problem+json')) return [`refused as ${contentType}, not as a problem`];
  try {
    const parsed = problem.safeParse(JSON.parse(text));
    if (!parsed.success)
      return [`a problem without ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`];
    return parsed.data.status === status ? [] : ['a problem with another status than its answer'];
  } catch {
    return ['a problem that is not JSON'];
  }
};

/** What is wrong with an answer to a hostile request. */
export const faultsOf = (answer: Answer, { responses }: Operation): readonly string[] => {
  const { status, text } = answer;
  const expected = Object.keys(responses).includes(String(status));
  return [
    ...(status >= 500 ? ['a failure of the server'] : []),
    ...(innards.test(text) ? ['tells of its innards'] : []),
    ...(status >= 400 ? problemFaults(answer) : []),
    ...(status < 400 && !expected ? ['a success that is not in the document'] : []),
  ];
};
