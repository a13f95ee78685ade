import { type SchemaType, schema, t } from '@colyseus/schema';

/** A seat as clients see it; the map's key is side and index, such as `x0`. */
export const PlayerState = schema(
  {
    id: t.string(),
    name: t.string(),
    rating: t.number(),
    rated: t.boolean(),
    connected: t.boolean(),
    bot: t.boolean(),
  },
  'PlayerState',
);
export const TurnState = schema({ side: t.string(), seat: t.uint8() }, 'TurnState');
/** Remaining ms at `runningSince` (ms since the epoch, the server's clock); `serverNow` is that clock when the patch was made. */
export const ClocksState = schema(
  { x: t.number(), o: t.number(), runningSince: t.number(), serverNow: t.number() },
  'ClocksState',
);
export const ResultState = schema({ winner: t.string(), reason: t.string(), line: t.array('uint16') }, 'ResultState');
/** The side whose offer of each kind stands, or ''. */
export const OffersState = schema({ draw: t.string(), takeback: t.string(), rematch: t.string() }, 'OffersState');

/** What a game room shows; `cells` and `line` count row by row from the top. Empty strings and -1 stand for nothing. */
export const GameRoomState = schema(
  {
    protocol: t.uint8(),
    id: t.string(),
    version: t.uint32(),
    /** awaiting, playing or finished */
    status: t.string(),
    variant: t.string(),
    width: t.uint8(),
    height: t.uint8(),
    inARow: t.uint8(),
    gravity: t.boolean(),
    exact: t.boolean(),
    teamSize: t.uint8(),
    rated: t.boolean(),
    cells: t.array('uint8'),
    turn: t.ref(TurnState),
    players: t.map(PlayerState),
    clocks: t.ref(ClocksState),
    lastMove: t.int16(),
    plies: t.uint16(),
    result: t.ref(ResultState),
    offers: t.ref(OffersState),
    next: t.string(),
    spectators: t.uint16(),
  },
  'GameRoomState',
);
export type GameRoomState = SchemaType<typeof GameRoomState>;
