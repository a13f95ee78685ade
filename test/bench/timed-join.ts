import type { JoinById } from '../../client-demo/connection/joined-room.ts';

/** What happened to one request as it went over the wire, refusals that would be tried again included. */
export interface TimedRequest {
  readonly type: string;
  readonly ms: number;
  /** Null where it was accepted. */
  readonly failure: string | null;
}

/** Joins as before, and tells of every request to the room with the time from sending to its answer. */
export const timedJoin =
  (join: JoinById, onRequest: (request: TimedRequest) => void): JoinById =>
  async (roomId, options, reservation) => {
    const room = await join(roomId, options, reservation);
    return {
      ...room,
      async request(type, body, timeoutMs) {
        const sentAt = performance.now();
        const told = (failure: string | null): void => onRequest({ type, ms: performance.now() - sentAt, failure });
        try {
          const answer = await room.request(type, body, timeoutMs);
          told(null);
          return answer;
        } catch (error) {
          told(String(error));
          throw error;
        }
      },
    };
  };
