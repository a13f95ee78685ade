import type { Closed, JoinedRoom } from './joined-room.ts';
import { ApiProblem, isPassing } from './problem.ts';
import type { Timing } from './timing.ts';

/** What became of one try to enter a room: in, refused for good, or to be tried again after `waitMs` at least. */
export type Entry =
  | { readonly kind: 'joined'; readonly room: JoinedRoom }
  | { readonly kind: 'refused'; readonly why: Closed }
  | { readonly kind: 'failed'; readonly waitMs: number };

const within = async (timing: Timing, ms: number, entering: Promise<JoinedRoom>): Promise<JoinedRoom> => {
  let late = false;
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const cancel = timing.after(ms, () => {
    late = true;
    reject(new Error('entering the room took too long'));
  });
  // Whoever arrives after the time is up leaves again, so as not to sit there twice.
  entering.then(
    (room) => late && room.leave(),
    () => undefined,
  );
  return await Promise.race([entering, timeout]).finally(cancel);
};

/** An HTTP refusal that does not pass is said again however often one asks; all else may be a restart or a lost connection. */
const understood = (error: unknown): Entry => {
  if (!(error instanceof ApiProblem)) return { kind: 'failed', waitMs: 0 };
  if (isPassing(error)) return { kind: 'failed', waitMs: error.retryAfterMs ?? 0 };
  return { kind: 'refused', why: { code: error.code, detail: error.detail } };
};

/** One try, given up after `timeoutMs`. */
export const tryToEnter = async (
  timing: Timing,
  enter: () => Promise<JoinedRoom>,
  timeoutMs: number,
): Promise<Entry> => {
  try {
    return { kind: 'joined', room: await within(timing, timeoutMs, enter()) };
  } catch (error) {
    return understood(error);
  }
};
