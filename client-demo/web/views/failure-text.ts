import type { Failure } from '../state/failure.ts';
import type { Text } from './text.ts';

/** What a failure says to a person: our words for its code, else the server's, and when to try again. */
export const failureText = (text: Text, { code, text: words, retryAfter }: Failure): string => {
  const said = text.failures.codes[code] ?? words;
  return retryAfter === null ? said : `${said} ${text.failures.retry(retryAfter)}`;
};
