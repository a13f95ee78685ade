import { z } from 'zod';
import { commandId } from './common.ts';
import { chatText } from './games.ts';

const command = { commandId };
const offer = z.strictObject({ ...command, action: z.enum(['offer', 'accept', 'decline']) });

/** What a player may ask of a game room with `room.request(type, body)`. */
export const gameRequests = {
  move: z.strictObject({ ...command, x: z.int().min(0).max(18), y: z.int().min(0).max(18).optional() }),
  resign: z.strictObject(command),
  abort: z.strictObject(command),
  draw: offer,
  takeback: offer,
  rematch: offer,
  'give-time': z.strictObject(command),
  claim: z.strictObject(command),
  chat: z.strictObject({ ...command, text: chatText }),
} as const;
export type GameRequestType = keyof typeof gameRequests;
export type GameRequestBody<Type extends GameRequestType> = z.infer<(typeof gameRequests)[Type]>;

/** The answer to a request once its events are durable: the game's version after them. */
export interface RequestAnswer {
  readonly version: number;
}

/** A refused request rejects with this. */
export interface RequestRefusal {
  readonly code: string;
  readonly message: string;
}

/** A line of chat, as the room message `chat` carries it; on joining, `chat-history` carries an array of them. */
export interface ChatLine {
  readonly id: string;
  readonly player: string;
  readonly name: string;
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Sent by the room as `rating-changes` when a rated game has been applied to its ladder. */
export interface RatingChangesMessage {
  readonly changes: readonly { readonly player: string; readonly before: number; readonly after: number }[];
}

/** Sent by the room as `next-game` when a rematch was agreed. */
export interface NextGameMessage {
  readonly game: string;
}

/** Options of `joinById`. */
export const gameJoin = z.object({ intratoken: z.string().max(2_000) });
export const lobbyJoin = z.object({ accessToken: z.string().max(2_000) });
