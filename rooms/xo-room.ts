import { type AuthContext, type Room, ServerError } from '@colyseus/core';
import { gameId } from '../shared/kernel/ids.ts';
import { gameJoin } from '../shared/protocol/room.ts';
import { GameRoom } from './game-room.ts';
import type { Admission, XoRoomDeps } from './ports.ts';
import { refusedJoin } from './refusal.ts';
import { createSerializers } from './state-serializer.ts';

/** What the server adds to Colyseus' context of a join: which room is being joined. */
interface JoinContext extends AuthContext {
  readonly roomId?: string;
}

const admit = async (deps: XoRoomDeps, options: unknown, roomId: string | undefined): Promise<Admission> => {
  const join = gameJoin.safeParse(options);
  if (!join.success || roomId === undefined) throw refusedJoin('room/invalid-token');
  const verdict = await deps.verifyIntratoken(join.data.intratoken, gameId(roomId));
  if (!verdict.ok) throw refusedJoin(verdict.refusal);
  return verdict.value;
};

/**
 * The class of game rooms, for `defineRoomType`. A room is created with `{game}`, which becomes its id; it is joined with
 * `{intratoken}` in the body of the join.
 */
export const createXoRoom = (deps: XoRoomDeps): typeof Room => {
  const newSerializer = createSerializers();
  return class XoRoom extends GameRoom {
    constructor() {
      super(deps, newSerializer);
    }

    /** Runs before the seat is reserved, so that nobody takes up room without a token. */
    static override async onAuth(_token: string, options: unknown, context: JoinContext): Promise<Admission> {
      try {
        return await admit(deps, options, context.roomId);
      } catch (error) {
        if (error instanceof ServerError) throw error;
        if (deps.isUnavailable(error)) throw refusedJoin('room/unavailable');
        deps.report.roomFailed(context.roomId ?? '', 'join', error);
        throw refusedJoin('room/internal');
      }
    }
  } as unknown as typeof Room;
};
