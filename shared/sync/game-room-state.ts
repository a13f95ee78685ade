import { type SchemaType, schema, t } from '@colyseus/schema';

/** A seat as clients see it; the map's key is side and index, such as `x0`. */
export const PlayerState = schema(
  {
    id: t.string(),
    /** Empty until the server has looked it up. */
    name: t.string(),
    /** On the game's ladder; undefined where the game has none or the player is not rated. */
    rating: t.number().optional(),
    /** Whether the player's rating takes part in this game. */
    rated: t.boolean(),
    connected: t.boolean(),
    /** Since when the player has been away, ms since the epoch by the server's clock; 0 while connected. */
    goneSince: t.number(),
    bot: t.boolean(),
  },
  'PlayerState',
);
export type PlayerState = SchemaType<typeof PlayerState>;

/** Whose turn it is. */
export const TurnState = schema({ side: t.string(), seat: t.uint8() }, 'TurnState');

/**
 * Remaining ms of each side at `runningSince` (ms since the epoch by the server's clock), from which the side to move
 * loses time; `runningSince` is 0 once the game has ended. `serverNow` is the server's clock when it was last set.
 */
export const ClocksState = schema(
  { x: t.number(), o: t.number(), runningSince: t.number(), serverNow: t.number() },
  'ClocksState',
);

/** How the game ended: `winner` is a side, or '' without one; `line` holds the winning cells. */
export const ResultState = schema({ winner: t.string(), reason: t.string(), line: t.array('uint16') }, 'ResultState');

/** The side whose offer of each kind stands, or ''. */
export const OffersState = schema({ draw: t.string(), takeback: t.string(), rematch: t.string() }, 'OffersState');

/** What a game room shows. Cells, `lastMove` and `line` count row by row from the top. */
export const GameRoomState = schema(
  {
    protocol: t.uint8(),
    id: t.string(),
    /** Of the game's log: how many events it has. */
    version: t.uint32(),
    /** awaiting, playing or finished */
    status: t.string(),
    /** The preset's name, or '' for a custom board. */
    variant: t.string(),
    width: t.uint8(),
    height: t.uint8(),
    inARow: t.uint8(),
    gravity: t.boolean(),
    exact: t.boolean(),
    teamSize: t.uint8(),
    rated: t.boolean(),
    /** 0 empty, 1 X, 2 O. */
    cells: t.array('uint8'),
    /** While the game is being played. */
    turn: t.ref(TurnState).optional(),
    players: t.map(PlayerState),
    /** In a game with a clock, once it has begun. */
    clocks: t.ref(ClocksState).optional(),
    /** The cell of the newest mark, or -1. */
    lastMove: t.int16(),
    /** How many marks have been made and stand. */
    plies: t.uint16(),
    /** Once the game has ended. */
    result: t.ref(ResultState).optional(),
    offers: t.ref(OffersState),
    /** The id of the rematch, or ''. */
    next: t.string(),
    /** How many connections only watch. */
    spectators: t.uint16(),
  },
  'GameRoomState',
);
export type GameRoomState = SchemaType<typeof GameRoomState>;
