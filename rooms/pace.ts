import { createTokenBucket } from './token-bucket.ts';

/** What to do with a message: take it, refuse it, or close the connection of someone who does not slow down. */
export type Pace = 'fine' | 'too-fast' | 'hopeless';

/** Judges each message of one connection by when it came, ms. */
export type JudgePace = (at: number) => Pace;

/** The pace of one connection: 20 messages a second and 40 at once; whoever is refused 80 times in a row has had fair warning. */
export const createPace = (): JudgePace => {
  const messages = createTokenBucket(40, 20);
  const refusals = createTokenBucket(80, 10);
  return (at) => {
    if (messages.take(at)) return 'fine';
    return refusals.take(at) ? 'too-fast' : 'hopeless';
  };
};
