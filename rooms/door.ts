import { type Client, ClientState, getMessageBytes, Protocol, ResponseStatus, type Room } from '@colyseus/core';
import type { After } from '../shared/kernel/after.ts';
import { type Result, refuse } from '../shared/kernel/result.ts';
import { closeCode } from '../shared/protocol/close-code.ts';
import type { RefusalCode } from '../shared/protocol/refusals.ts';
import { type Asked, isOfConnection, readAsked } from './frame-head.ts';
import { createPace, type JudgePace, type Pace } from './pace.ts';
import type { Expulsion, RoomReport } from './ports.ts';
import { refusalOf } from './refusal.ts';
import { createSessionEnds, type Held, type WatchSession } from './session-ends.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** How one connection behaves; kept with it through a resumed session. */
interface Conduct {
  readonly pace: JudgePace;
  /** For what is long to answer: ten at once and one a second. */
  readonly looks: TokenBucket;
  /** Closed for its conduct or with its login session: it may not resume. */
  expelled: boolean;
  /** How many frames came after that. */
  ignored: number;
}
const newConduct = (pace: JudgePace = createPace()): Conduct => ({
  ...{ pace, looks: createTokenBucket(10, 1) },
  ...{ expelled: false, ignored: 0 },
});

/** A connection that was let in. */
export type Visitor<Auth extends Held = Held> = Client<{
  auth: Auth;
  userData: Conduct;
}>;

/** Answers one request; a rejection is a bug, and refused as such. */
export type HandleRequest<V extends Visitor> = (
  visitor: V,
  type: string,
  body: unknown,
) => Promise<Result<unknown, RefusalCode>>;

interface DoorNeeds {
  /** ms since the epoch. */
  now(): number;
  readonly after: After;
  readonly report: RoomReport;
  /** Nothing ends with a login session when left out. */
  readonly watchSession?: WatchSession | undefined;
}

export interface Door<V extends Visitor> {
  /** To be called for everyone who comes in, and again when they resume. */
  welcome(visitor: V, pace?: JudgePace): void;
  /** To be called for everyone who is gone, also when they may resume. */
  farewell(visitor: V): void;
}

/** A client says that it has the room's handshake before it says anything else, and before it is told anything. */
const handshakeWithinMs = 15_000;
/** So much may wait for a client to read it, bytes; answers beyond would fill the memory. */
const mostUnread = 1024 * 1024;
/** A closed connection is ended when the other side agrees; who sends so many frames instead is not asked. */
const mostIgnored = 100;
/** So long it may still read why: cut at once, a connection forgets what has arrived. */
const cutAfterMs = 1_000;

/** What Colyseus keeps private to TypeScript and has no other way to. */
interface Internals {
  _onMessage(visitor: Visitor, frame: Buffer): void;
}
const internals = (room: Room): Internals => room as unknown as Internals;
/** The WebSocket under a client. */
interface Socket {
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  /** Reads no more. */
  pause(): void;
  /** Ends it at once, without waiting for the other side to agree. */
  terminate(): void;
}
const socketOf = ({ ref }: Visitor): Socket => ref as unknown as Socket;

const reply = (visitor: Visitor, request: number, outcome: Result<unknown, RefusalCode>): void => {
  const frame = outcome.ok
    ? getMessageBytes[Protocol.ROOM_RESPONSE](request, ResponseStatus.OK, outcome.value)
    : getMessageBytes[Protocol.ROOM_RESPONSE](request, ResponseStatus.REJECTED, refusalOf(outcome.refusal));
  visitor.enqueueRaw(frame);
};

const codes: Readonly<Record<Expulsion, number>> = {
  'too-fast': closeCode.tooFast,
  'not-reading': closeCode.tooFast,
  'broken-frame': closeCode.refused,
  'no-handshake': closeCode.refused,
  'session-ended': closeCode.refused,
};
type Expel = (visitor: Visitor, why: Expulsion) => void;

const createExpel =
  (room: Room, { report }: DoorNeeds): Expel =>
  (visitor, why) => {
    if (visitor.userData) visitor.userData.expelled = true;
    report.connectionExpelled(room.roomId, visitor.auth?.player ?? '', why);
    visitor.leave(codes[why], why);
  };

const guardFrames = <V extends Visitor>(room: Room, needs: DoorNeeds, handle: HandleRequest<V>, expel: Expel): void => {
  const inside = internals(room);
  const read = inside._onMessage.bind(room);
  const cutOff = (socket: Socket): void => {
    socket.pause();
    needs.after(cutAfterMs, () => socket.terminate());
  };
  const ignore = (visitor: Visitor, conduct: Conduct): void => {
    conduct.ignored += 1;
    if (conduct.ignored === mostIgnored) cutOff(socketOf(visitor));
  };
  /** How fast it came; undefined for a frame that is not looked at. */
  const admit = (visitor: Visitor): Pace | undefined => {
    const conduct = visitor.userData;
    if (!conduct) return undefined;
    if (conduct.expelled) return void ignore(visitor, conduct);
    const pace = conduct.pace(needs.now());
    if (pace === 'hopeless') expel(visitor, 'too-fast');
    else if (socketOf(visitor).bufferedAmount > mostUnread) expel(visitor, 'not-reading');
    return conduct.expelled ? undefined : pace;
  };
  const answer = (visitor: V, { request, type, body }: Asked, pace: Pace): void => {
    const handled = pace === 'fine' ? handle(visitor, type, body) : Promise.resolve(refuse('room/too-fast' as const));
    const done = (outcome: Result<unknown, RefusalCode>): void => {
      if (request !== undefined) reply(visitor, request, outcome);
    };
    const failed = (error: unknown): void => {
      needs.report.roomFailed(room.roomId, type, error);
      done(refuse('room/internal'));
    };
    void handled.then(done, failed);
  };
  inside._onMessage = (visitor, frame) => {
    const pace = admit(visitor);
    if (pace === undefined) return;
    try {
      if (isOfConnection(frame)) return read(visitor, frame);
      const asked = visitor.state === ClientState.JOINED ? readAsked(frame) : undefined;
      if (asked) return answer(visitor as V, asked, pace);
    } catch (error) {
      needs.report.roomFailed(room.roomId, 'frame', error);
    }
    expel(visitor, 'broken-frame');
  };
};

/**
 * The one way in for what clients ask; Colyseus is left what is of the connection itself. It takes the place of two things
 * in it: the registry of message handlers, which answers unknown requests without a code of ours and drops whoever sends an
 * unknown message; and the decoding of a frame's head, which happens outside any try, so that a truncated frame would end the
 * process. It also judges the pace, and keeps no answers for those who do not take them.
 */
export const openDoor = <V extends Visitor>(room: Room, needs: DoorNeeds, handle: HandleRequest<V>): Door<V> => {
  const expel = createExpel(room, needs);
  const sessions = createSessionEnds<V>(needs.watchSession, (visitor) => expel(visitor, 'session-ended'));
  guardFrames(room, needs, handle, expel);
  return {
    welcome: (visitor, pace) => {
      visitor.userData ??= newConduct(pace);
      sessions.came(visitor);
      needs.after(handshakeWithinMs, () => {
        if (visitor.state === ClientState.JOINING) expel(visitor, 'no-handshake');
      });
    },
    farewell: sessions.gone,
  };
};
