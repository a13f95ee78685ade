import { type AuthContext, createAuthContext, matchMaker, type Room } from '@colyseus/core';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { id } from '../../shared/protocol/common.ts';
import type { SeatReservation } from '../../shared/protocol/games.ts';
import { type RefusalCode, refusalMessages } from '../../shared/protocol/refusals.ts';
import { StoreUnavailable } from '../eventing/event-store.ts';
import { Contended } from '../eventing/outcome.ts';
import { clientAddress, limitKey } from '../http/address.ts';
import { Problem } from '../http/problem.ts';
import { problem, problemBody, problemType, tooMany } from '../http/problems.ts';
import type { LimitRule, RateLimiter } from '../http/rate-limits.ts';
import { readBody } from '../http/read-body.ts';
import { isNotOpen, type ReserveSeat } from './reserve-seat.ts';
import { gameRoomType, lobbyPrefix } from './room-host.ts';
import { RoomGone, type ServedRooms } from './served-rooms.ts';

/** Colyseus' context of a join, and which room is being joined. */
type JoinContext = AuthContext & { readonly roomId: string };

export interface MatchmakingNeeds {
  readonly limiter: RateLimiter;
  /** What one address may ask for; generous, since after a restart a whole school joins again at once. */
  readonly limit: LimitRule;
  readonly report: { joinFailed(room: string, error: unknown): void };
  /** The rooms of all nodes. */
  readonly rooms: () => ServedRooms;
  readonly reserveSeat: ReserveSeat;
}

export const defaultJoinLimit: LimitRule = { count: 600, windowMs: 60_000 };

const reconnection = z.strictObject({ reconnectionToken: z.string().min(1).max(64) });
const options = z.record(z.string(), z.unknown());

/** Statuses of what a room refuses; all else is the token's fault. */
const statuses: Partial<Record<RefusalCode, number>> = {
  'game/not-found': 404,
  'room/not-open': 404,
  'room/full': 409,
  'room/invalid-message': 422,
  'room/internal': 500,
  'room/unavailable': 503,
};

const isCode = (text: string): text is RefusalCode => Object.hasOwn(refusalMessages, text);

/** Rooms refuse with a code for a message; what Colyseus itself says comes down to the room not being there. */
const codeOf = (error: unknown): RefusalCode => {
  if (error instanceof StoreUnavailable || error instanceof Contended) return 'room/unavailable';
  if (!(error instanceof Error)) return 'room/internal';
  if (isCode(error.message)) return error.message;
  return isNotOpen(error) ? 'room/not-open' : 'room/internal';
};

/** A problem as of the HTTP API, with its code once more as `message`, which is what the SDK hands on. */
const refuse = (response: Response, code: RefusalCode): void => {
  const body = problemBody(new Problem(statuses[code] ?? 401, code, refusalMessages[code]));
  response
    .status(body.status)
    .set('Cache-Control', 'no-store')
    .type(problemType)
    .send(JSON.stringify({ ...body, message: code }));
};

/** Lets somebody in by the token of their join, and reserves a seat for them. */
const reserve = async (
  { rooms, reserveSeat }: MatchmakingNeeds,
  roomId: string,
  joining: Readonly<Record<string, unknown>>,
  context: JoinContext,
): Promise<SeatReservation> => {
  const listing = await rooms().find(roomId);
  if (!listing && roomId.startsWith(lobbyPrefix)) throw new RoomGone(`there is no lobby ${roomId}`);
  const roomClass = matchMaker.getRoomClass(listing?.name ?? gameRoomType) as unknown as typeof Room;
  const admission = await roomClass.onAuth('', joining, context);
  return reserveSeat({ room: roomId, listing, joining, admission });
};

const resume = async (
  { rooms }: MatchmakingNeeds,
  roomId: string,
  resuming: z.output<typeof reconnection>,
): Promise<SeatReservation> => {
  const listing = await rooms().find(roomId);
  if (!listing) throw new RoomGone(`the room ${roomId} is gone`);
  return rooms().ask(
    listing,
    () => matchMaker.reconnect(roomId, resuming),
    () => false,
  );
};

type Ask = (
  needs: MatchmakingNeeds,
  room: string,
  body: unknown,
  request: Request,
) => Promise<SeatReservation | undefined>;

const asks: Readonly<Record<string, Ask>> = {
  joinById: async (needs, roomId, body, request) => {
    const { success, data: joining } = options.safeParse(body);
    if (!success) return undefined;
    const from = createAuthContext({ headers: {}, remoteAddress: clientAddress(request) });
    return reserve(needs, roomId, joining, { ...from, roomId });
  },
  reconnect: async (needs, roomId, body) => {
    const resuming = reconnection.safeParse(body);
    return resuming.success ? resume(needs, roomId, resuming.data) : undefined;
  },
};

const createHandler =
  (needs: MatchmakingNeeds): RequestHandler =>
  async (request, response, next) => {
    const { method = '', room = '' } = request.params as { method?: string; room?: string };
    const ask = Object.hasOwn(asks, method) ? asks[method] : undefined;
    if (!ask || !id.safeParse(room).success) return next(problem('request/not-found'));
    const { limiter, limit, report } = needs;
    const taken = await limiter.take(`join:${limitKey(clientAddress(request))}`, limit);
    if (!taken.ok) throw tooMany(taken.retryAfterMs);
    const body = await readBody(request, ['application/json']);
    try {
      const reservation = await ask(needs, room, body ?? {}, request);
      if (reservation) response.set('Cache-Control', 'no-store').json(reservation);
      else refuse(response, 'room/invalid-message');
    } catch (error) {
      const code = codeOf(error);
      if (code === 'room/internal') report.joinFailed(room, error);
      refuse(response, code);
    }
  };

/**
 * What the SDK asks before it opens a WebSocket: `POST /matchmake/joinById/{room}` and `/matchmake/reconnect/{room}`,
 * answered with a seat reservation; the other methods of Colyseus are not there. It takes the place of Colyseus' own
 * router, which reads bodies of any length, lets every origin in with credentials, and ends the process on a hostile
 * `Host`. Mounted on the express app, it is behind the same border as the API.
 */
export const createMatchmaking = (needs: MatchmakingNeeds): RequestHandler => {
  const router = Router({ caseSensitive: true, strict: true });
  router.post('/matchmake/:method/:room', createHandler(needs));
  return router;
};
