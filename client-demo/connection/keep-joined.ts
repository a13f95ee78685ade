import { closeCode } from '../../shared/protocol/close-code.ts';
import { tryToEnter } from './enter.ts';
import type { Closed, ConnectionStatus, JoinedRoom } from './joined-room.ts';
import { keepAlive } from './keep-alive.ts';
import { createStanding, type StandingCell } from './standing.ts';
import { reentryMs, type Timing } from './timing.ts';

export interface KeepJoinedPorts {
  readonly timing: Timing;
  /** Asks for a fresh token and joins with it. */
  readonly enter: () => Promise<JoinedRoom>;
  /** Hears of each room that was joined, before anything arrives in it. */
  readonly onJoined: (room: JoinedRoom) => void;
  readonly onStatus: (status: ConnectionStatus, closed: Closed | null) => void;
  /** The round trip in ms, every few seconds. */
  readonly onLatency: (ms: number) => void;
}

export interface KeptRoom extends Pick<StandingCell, 'now' | 'onChange'> {
  /** The connection does not answer: enter anew. */
  distrust(room: JoinedRoom): void;
  close(): void;
}

/** A connection that lasted so long was a good one: the next loss is a new one, and is tried again at once. */
const settledMs = 2_000;
const tooFastWaitMs = 5_000;
/** Entering takes a token, a seat and a handshake; a part that hangs must not hang the rest. */
const longestTryMs = 15_000;

/** Waits between tries that grow until a connection has settled. */
const createTries = (timing: Timing) => {
  let tries = 0;
  let liveSince = Number.POSITIVE_INFINITY;
  return {
    joined() {
      liveSince = timing.now();
    },
    nextMs(atLeast: number): number {
      if (timing.now() - liveSince >= settledMs) tries = 0;
      liveSince = Number.POSITIVE_INFINITY;
      const ms = Math.max(atLeast, reentryMs(tries, timing.chance()));
      tries += 1;
      return ms;
    },
    /** A node that has stopped without closing anything swallows what it is asked: the first tries are not spent on waiting for it. */
    timeoutMs: (): number => Math.min(longestTryMs, 3_000 * 2 ** Math.min(tries, 10)),
  };
};

/**
 * Stays in a room: whenever the connection ends without having been asked to, enters again with a jittered backoff, for as long as
 * the server does not refuse for good. It outlives restarts of the server and moves of the room to another process.
 */
export const keepJoined = (ports: KeepJoinedPorts): KeptRoom => {
  const { timing } = ports;
  const standing = createStanding(ports.onStatus);
  const tries = createTries(timing);
  let stop = (): void => undefined;

  const finish = (closed: Closed): void => {
    stop();
    standing.become({ status: 'closed', room: null, closed });
  };
  const enterAfter = (atLeast: number): void => {
    stop = timing.after(tries.nextMs(atLeast), () => void enter());
  };
  const lost = (code: number): void => {
    stop();
    if (code === closeCode.removedByOperator) {
      finish({ code: 'client/removed', detail: 'removed by an operator' });
      return;
    }
    standing.become({ status: 'reconnecting', room: null, closed: null });
    enterAfter(code === closeCode.tooFast ? tooFastWaitMs : 0);
  };
  const distrust = (room: JoinedRoom): void => {
    if (standing.now().room !== room) return;
    room.drop();
    lost(1006);
  };
  const settle = (room: JoinedRoom): void => {
    tries.joined();
    room.onClosed((code) => standing.now().room === room && lost(code));
    ports.onJoined(room);
    standing.become({ status: 'live', room, closed: null });
    stop = keepAlive({ timing, room, onLatency: ports.onLatency, onDead: () => distrust(room) });
  };
  const enter = async (): Promise<void> => {
    const entry = await tryToEnter(timing, ports.enter, tries.timeoutMs());
    const isClosed = standing.now().status === 'closed';
    if (entry.kind === 'joined') isClosed ? entry.room.leave() : settle(entry.room);
    else if (isClosed) return;
    else if (entry.kind === 'refused') finish(entry.why);
    else enterAfter(entry.waitMs);
  };

  void enter();
  const close = (): void => {
    const { status, room } = standing.now();
    if (status === 'closed') return;
    room?.leave();
    finish({ code: 'client/left', detail: 'left' });
  };
  return { now: standing.now, onChange: standing.onChange, distrust, close };
};
