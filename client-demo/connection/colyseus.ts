import { Client, type Room } from '@colyseus/sdk';
import type { RequestRefusal } from '../../shared/protocol/room.ts';
import { type JoinById, type JoinedRoom, RoomRefused } from './joined-room.ts';
import { ApiProblem, retryAfterMs } from './problem.ts';

const isRefusal = (reason: unknown): reason is RequestRefusal =>
  typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'string';

/** The SDK rejects a refused request with an Error named `rejected` that carries the room's own words in `reason`. */
const understood = (error: unknown): unknown => {
  if (!(error instanceof Error) || error.name !== 'rejected' || !('reason' in error)) return error;
  const { reason } = error;
  return isRefusal(reason) ? new RoomRefused(reason.code, reason.message) : error;
};

/** A refused join rejects with the room's code as the error's message. */
const understoodJoin = (error: unknown): unknown =>
  error instanceof Error && /^[a-z]+\/[a-z-]+$/.test(error.message)
    ? new RoomRefused(error.message, error.message)
    : error;

/** The SDK's socket may be closing or not yet open, where a send throws. */
const quietly = (run: () => unknown): void => {
  try {
    run();
  } catch {
    // The connection is gone already, which is what was wanted.
  }
};

/** From now on nobody listens; without a listener at all the SDK would complain of what still arrives. */
const deafen = (room: Room): void => {
  room.removeAllListeners();
  room.onMessage('*', () => undefined);
};

const joined = (room: Room): JoinedRoom => {
  // The SDK retries one address with one session, which helps only while that process lives, and hangs where packets are
  // swallowed. Entering anew with a fresh intratoken covers that and everything else, so it is the only way used here.
  room.reconnection.enabled = false;
  return {
    state: () => room.serializer?.getState() ?? null,
    onState: (run) => void room.onStateChange(run),
    onMessage: (type, run) => void room.onMessage(type, run),
    onClosed: (run) => void room.onLeave(run),
    request: (type, body, timeout) =>
      room.request(type, body, { timeout }).catch((error: unknown) => {
        throw understood(error);
      }),
    ping: (run) => room.ping(run),
    leave() {
      deafen(room);
      quietly(() => room.leave());
    },
    drop() {
      deafen(room);
      quietly(() => room.connection.close());
    },
  };
};

/** The SDK puts an auth token, where it finds one, into the WebSocket's URL, and from there into every proxy's log. */
export const withoutToken = (url: URL): string => {
  url.searchParams.delete('_authToken');
  return url.toString();
};

/** A join that was put off: a busy or stopping server says for how long, which the SDK does not pass on. */
const putOff = ({ status, headers }: Response): ApiProblem | null => {
  const waitMs = retryAfterMs(headers.get('retry-after'), Date.now());
  if (waitMs === null || (status !== 429 && status < 500)) return null;
  return new ApiProblem(status, 'client/put-off', `HTTP status ${status}`, [], waitMs);
};

/** Joins rooms of the server at `endpoint` (`http:` or `https:`) over the Colyseus SDK; `address` has the last word on each URL. */
export const joinThrough = (endpoint: string, address: (url: URL) => string = withoutToken): JoinById => {
  let put: ApiProblem | null = null;
  const client = new Client(endpoint, {
    urlBuilder: address,
    fetchFn: async (url, init) => {
      put = null;
      const response = await fetch(url, { ...init, credentials: 'omit' });
      put = putOff(response);
      return response;
    },
  });
  return async (roomId, options, reservation) => {
    try {
      return joined(
        await (reservation ? client.consumeSeatReservation(reservation) : client.joinById(roomId, options)),
      );
    } catch (error) {
      throw (reservation ? null : put) ?? understoodJoin(error);
    }
  };
};
