import { type JoinedRoom, RoomRefused } from './joined-room.ts';
import type { KeptRoom } from './keep-joined.ts';
import type { Timing } from './timing.ts';

/** What became of a request. `client/no-answer`: the deadline passed and the outcome is unknown. */
export type RequestOutcome =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** One try gets so long before the connection is held to be dead. */
const tryMs = 6_000;
const pauseMs = 500;

/** Refusals that say nothing was decided: the same command is worth sending again. */
const passing: ReadonlySet<string> = new Set(['room/too-fast', 'room/unavailable']);

const versionOf = (answer: unknown): number =>
  typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number'
    ? answer.version
    : 0;

/** The live room, as soon as there is one; null once the connection has closed or the time is up. */
const live = (kept: KeptRoom, timing: Timing, until: number): Promise<JoinedRoom | null> =>
  new Promise((resolve) => {
    const settled = (room: JoinedRoom | null): void => {
      cancel();
      stop();
      resolve(room);
    };
    const cancel = timing.after(Math.max(0, until - timing.now()), () => settled(null));
    const look = (): void => {
      const { room, status } = kept.now();
      if (room || status === 'closed') settled(room);
    };
    const stop = kept.onChange(look);
    look();
  });

const unanswered = (kept: KeptRoom): RequestOutcome => {
  const { closed } = kept.now();
  return closed
    ? { ok: false, code: closed.code, message: closed.detail }
    : { ok: false, code: 'client/no-answer', message: 'The server did not answer in time.' };
};

/**
 * Sends one command until it has an outcome. After a lost answer it goes out again, through whatever connection there is by then,
 * with the same `commandId`: the server then gives the first outcome and does not do it twice.
 */
export const createRequest = (kept: KeptRoom, timing: Timing) => {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void timing.after(ms, resolve));

  /** Null: no outcome yet. */
  const attempt = async (room: JoinedRoom, type: string, body: object): Promise<RequestOutcome | null> => {
    const sentAt = timing.now();
    try {
      return { ok: true, version: versionOf(await room.request(type, body, tryMs)) };
    } catch (error) {
      if (error instanceof RoomRefused) {
        if (!passing.has(error.code)) return { ok: false, code: error.code, message: error.message };
      } else if (timing.now() - sentAt >= tryMs) kept.distrust(room);
      return null;
    }
  };

  /** `body` carries the command's id; `deadlineMs` counts from now. */
  return async (type: string, body: { readonly commandId: string }, deadlineMs = 30_000): Promise<RequestOutcome> => {
    const until = timing.now() + deadlineMs;
    while (timing.now() < until) {
      const room = await live(kept, timing, until);
      if (!room) break;
      const outcome = await attempt(room, type, body);
      if (outcome) return outcome;
      // A connection that ended needs no pause: the next one is waited for.
      if (kept.now().room === room) await pause(pauseMs);
    }
    return unanswered(kept);
  };
};
