import { Problem } from '../http/problem.ts';

/** Why identity refuses, with the HTTP status and what it says to a person. */
const refusals = {
  'account/username-taken': [409, 'That user name is taken.'],
  'account/not-a-guest': [409, 'Only a guest can become an account.'],
  'account/accounts-only': [403, 'This needs an account.'],
  'account/too-many-bots': [409, 'An account has at most five bots.'],
  'account/no-such-bot': [404, 'There is no such bot.'],
  'account/invalid-token': [422, 'This link is not valid, or not any more.'],
  'account/not-found': [404, 'There is no such player.'],
  'auth/invalid-credentials': [401, 'The name or the password is wrong.'],
  'auth/wrong-password': [403, 'The password is wrong.'],
  'auth/invalid-refresh-token': [401, 'This session has ended; log in again.'],
  'auth/no-such-session': [404, 'There is no such session.'],
  'auth/busy': [503, 'Too many people log in at this moment; try again.'],
} as const;

export type IdentityRefusal = keyof typeof refusals;

/** The refusal as problem details. */
export const problemOf = (refusal: IdentityRefusal): Problem => {
  const [status, detail] = refusals[refusal];
  return new Problem(status, refusal, detail, refusal === 'auth/busy' ? { headers: { 'Retry-After': '2' } } : {});
};

/** The value of an accepted result; a refusal goes to the error border as a Problem. */
export const orProblem = <Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: IdentityRefusal },
): Value => {
  if (result.ok) return result.value;
  throw problemOf(result.refusal);
};
