declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** One match, one event stream, one room. */
export type GameId = Id<'game'>;
/** An account, a guest or a bot. */
export type PlayerId = Id<'player'>;

/** Brands a string that the protocol schemas or the id generator have already vouched for. */
export const gameId = (id: string): GameId => id as GameId;
export const playerId = (id: string): PlayerId => id as PlayerId;
