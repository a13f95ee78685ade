import { z } from 'zod';
import { variantNames } from '../game/variants.ts';
import { id, line, pageQuery, time } from './common.ts';

const side = z.enum(['x', 'o']);

const clockSettings = z.union([
  z.strictObject({ initialMs: z.int().min(0).max(10_800_000), incrementMs: z.int().min(0).max(180_000) }),
  z.strictObject({ moveMs: z.int().min(1_000).max(1_209_600_000) }),
]);

export const settings = z.strictObject({
  width: z.int().min(3).max(19),
  height: z.int().min(3).max(19),
  inARow: z.int().min(3).max(19),
  gravity: z.boolean(),
  exact: z.boolean(),
  teamSize: z.int().min(1).max(4),
  clock: clockSettings.nullable(),
  rated: z.boolean(),
  visibility: z.enum(['public', 'private']),
});

/** A game is asked for by a variant's name or by its own settings; what is left out is unrated, public, one a side, no clock. */
export const newGame = z
  .strictObject({
    variant: z
      .enum(variantNames as readonly [(typeof variantNames)[number], ...(typeof variantNames)[number][]])
      .optional(),
    settings: z
      .strictObject({
        width: settings.shape.width,
        height: settings.shape.height,
        inARow: settings.shape.inARow,
        gravity: settings.shape.gravity.default(false),
        exact: settings.shape.exact.default(false),
        teamSize: settings.shape.teamSize.default(1),
      })
      .optional(),
    teamSize: settings.shape.teamSize.optional(),
    side: side.optional(),
    rated: z.boolean().default(false),
    visibility: z.enum(['public', 'private']).default('public'),
    clock: clockSettings.nullable().default(null),
  })
  .refine(
    (body) => (body.variant === undefined) !== (body.settings === undefined),
    'exactly one of variant and settings',
  );
/** What a caller writes; defaults may be left out. */
export type NewGame = z.input<typeof newGame>;

const gameStatus = z.enum(['awaiting', 'playing', 'finished']);

export const seatedPlayer = z.strictObject({
  side,
  seat: z.int(),
  id,
  name: z.string(),
  bot: z.boolean(),
  guest: z.boolean(),
  /** On the game's ladder now; null where there is none or the player is not rated. */
  rating: z.number().nullable(),
  /** How the finished game changed it; null while it has not. */
  ratingChange: z.number().nullable(),
});

/** A game as lists, the lobby and its own page show it. */
export const gameSummary = z.strictObject({
  id,
  status: gameStatus,
  /** The variant's name, or null for a custom board. */
  variant: z.string().nullable(),
  settings,
  createdBy: id,
  players: z.array(seatedPlayer),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  result: z.strictObject({ winner: side.nullable(), reason: z.string() }).nullable(),
  rematchOf: id.nullable(),
});
export type GameSummary = z.infer<typeof gameSummary>;
export type SeatedPlayer = z.infer<typeof seatedPlayer>;

export const gameCreated = z.strictObject({ game: gameSummary });
export type GameCreated = z.infer<typeof gameCreated>;

export const gamesQuery = pageQuery.extend({
  status: gameStatus.optional(),
  variant: z.enum(variantNames as readonly [string, ...string[]]).optional(),
  player: id.optional(),
});

/** With `opponent`: those in which that player has a seat on the other side. */
export const playerGamesQuery = gamesQuery.omit({ player: true }).extend({ opponent: id.optional() });

/** `{version, type, at, …}`: an event's own fields follow. */
export const gameEvent = z.looseObject({ version: z.int(), type: z.string(), at: time });
export type GameEventEntry = z.infer<typeof gameEvent>;
export const exportQuery = z.strictObject({ format: z.enum(['text', 'jsonl']).default('text') });

export const intratokenRequest = z.strictObject({
  role: z.enum(['player', 'spectator']),
  /** Such as `o0`; left out, a player gets the seat they have, else the first free one. */
  seat: z
    .string()
    .regex(/^[xo][0-3]$/)
    .optional(),
  /** Also reserve the place in the room that joining with the token would: one request fewer until one is in. */
  reserve: z.boolean().optional(),
});
export type IntratokenRequest = z.infer<typeof intratokenRequest>;
/** A place that is kept for some seconds; the WebSocket is opened with it, as the SDK's `consumeSeatReservation` does. */
const seatReservation = z.strictObject({
  name: z.string(),
  roomId: id,
  sessionId: z.string(),
  processId: z.string().exactOptional(),
  /** Host and path of the node that has the room, where there are several. */
  publicAddress: z.string().exactOptional(),
});
export type SeatReservation = z.infer<typeof seatReservation>;
export const intratoken = z.strictObject({
  access_token: z.string(),
  type: z.literal('Intra'),
  /** Seconds in which it must be used to join. */
  expires_in: z.int(),
  room: z.strictObject({ id }),
  /** Where it was asked for. The token is good for another try. */
  reservation: seatReservation.optional(),
});
export type Intratoken = z.infer<typeof intratoken>;

export const botRequest = z.strictObject({ level: z.int().min(1).max(5) });

export const variantEntry = z.strictObject({
  name: z.string(),
  settings: settings.pick({ width: true, height: true, inARow: true, gravity: true, exact: true }),
});
export type VariantEntry = z.infer<typeof variantEntry>;

/** How a player's finished games went; games that never began count for nobody. */
export const statistics = z.strictObject({
  /** A variant's name, or `custom`. */
  variant: z.string(),
  opponents: z.enum(['humans', 'bots']),
  wins: z.int(),
  draws: z.int(),
  losses: z.int(),
  aborted: z.int(),
});
export type Statistics = z.infer<typeof statistics>;

export const lobby = z.strictObject({ room: z.strictObject({ id }) });
export type LobbyAddress = z.infer<typeof lobby>;

export const chatText = line(1, 300);
