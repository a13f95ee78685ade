import type { GameCommand } from '../shared/game/commands.ts';
import type { GameState } from '../shared/game/state.ts';
import type { GameId } from '../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../shared/kernel/result.ts';
import type { RefusalCode } from '../shared/protocol/refusals.ts';
import type { ChatLine, RequestAnswer } from '../shared/protocol/room.ts';
import type { Attendance } from './attendance.ts';
import type { Admission, XoRoomDeps } from './ports.ts';
import { commandOf, type GameRequest, readRequest } from './read-request.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** What answering needs of the room. */
export interface Scene {
  readonly game: GameId;
  readonly attendance: Attendance;
  now(): { readonly state: GameState; readonly version: number };
  /** Tells everyone of a line that is kept. */
  say(line: ChatLine): void;
}
export type Reply = Result<RequestAnswer, RefusalCode>;
type Answering = Pick<
  XoRoomDeps,
  'submit' | 'chat' | 'nameOf' | 'now' | 'newId' | 'metrics' | 'report' | 'isUnavailable'
>;

const seatsOf = (state: GameState) => (state.phase === 'absent' ? [] : state.seats);

/** A command's name in the log: a player cannot take another's. */
const commitIdOf = (who: Admission, commandId: string): string => `${who.player}:${commandId.toLowerCase()}`;

type PlayRequest = Exclude<GameRequest, { type: 'chat' }>;

const createCommand =
  ({ now, newId }: Answering, { attendance, now: gameNow }: Scene) =>
  ({ player }: Admission, request: PlayRequest): GameCommand =>
    commandOf(request, {
      at: now(),
      by: player,
      newId,
      opponentGoneSince: () => attendance.opponentGoneSince(player, seatsOf(gameNow().state)),
    });

const createSay = ({ chat, now, nameOf }: Answering, { game, say, now: gameNow }: Scene) => {
  const paces = new Map<string, TokenBucket>();
  return async (who: Admission, { body }: Extract<GameRequest, { type: 'chat' }>): Promise<Reply> => {
    const pace = paces.get(who.player) ?? createTokenBucket(1, 1);
    paces.set(who.player, pace);
    const at = now();
    if (!pace.take(at)) return refuse('room/too-fast');
    const line: ChatLine = {
      id: commitIdOf(who, body.commandId),
      player: who.player,
      name: await nameOf(who.player),
      text: body.text,
      at: new Date(at).toISOString(),
    };
    // Told again, a line could differ from what moderators find under its id.
    if (await chat.save(game, line)) say(line);
    return accept({ version: gameNow().version });
  };
};

/** Answers a request of someone in the room; never throws. What was accepted is durable. */
export const createAnswer = (deps: Answering, scene: Scene) => {
  const { submit, metrics } = deps;
  const command = createCommand(deps, scene);
  const say = createSay(deps, scene);
  return async (who: Admission, type: string, body: unknown): Promise<Reply> => {
    const request = readRequest(type, body);
    if (!request) return refuse('room/invalid-message');
    try {
      if (request.type === 'chat') return await say(who, request);
      if (who.role === 'spectator') return refuse('room/spectators-only-watch');
      const outcome = await submit(scene.game, command(who, request), commitIdOf(who, request.body.commandId));
      if (!outcome.ok) return refuse(outcome.refusal);
      metrics.commandAccepted(request.type);
      return accept({ version: outcome.version });
    } catch (error) {
      if (deps.isUnavailable(error)) return refuse('room/unavailable');
      deps.report.roomFailed(scene.game, type, error);
      return refuse('room/internal');
    }
  };
};
