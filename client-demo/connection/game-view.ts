import type { Side } from '../../shared/game/seats.ts';
import type { BoardSettings } from '../../shared/game/settings.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { GameRoomState } from '../../shared/sync/game-room-state.ts';

export interface SeatView {
  readonly side: Side;
  readonly index: number;
  readonly id: PlayerId;
  /** Empty until the server has looked it up. */
  readonly name: string;
  /** On the game's ladder; null where the game has none or the player is not rated. */
  readonly rating: number | null;
  readonly connected: boolean;
  /** Since when the player has been away, ms since the epoch by the server's clock; null while connected. */
  readonly goneSince: number | null;
  readonly bot: boolean;
}

/** Remaining ms of each side at `runningSince`, and the server's clock when this was said; both ms since the epoch. */
export interface ClocksView {
  readonly x: number;
  readonly o: number;
  /** Null while no clock runs. */
  readonly runningSince: number | null;
  readonly serverNow: number;
}

/** A game room's state as a plain value that never changes; cells and lines count row by row from the top. */
export interface GameView extends BoardSettings {
  readonly protocol: number;
  readonly id: GameId;
  readonly version: number;
  readonly status: 'awaiting' | 'playing' | 'finished';
  /** The preset's name, or null for a custom board. */
  readonly variant: string | null;
  readonly teamSize: number;
  readonly rated: boolean;
  /** 0 empty, 1 X, 2 O; never written. */
  readonly cells: Uint8Array;
  /** Who is to move; null when nobody is. */
  readonly turn: { readonly side: Side; readonly index: number } | null;
  /** X before O, each by index. */
  readonly seats: readonly SeatView[];
  /** Null in a game without a clock. */
  readonly clocks: ClocksView | null;
  readonly lastMove: number | null;
  readonly plies: number;
  readonly result: { readonly winner: Side | null; readonly reason: string; readonly line: readonly number[] } | null;
  /** The side whose offer stands. */
  readonly offers: Readonly<Record<'draw' | 'takeback' | 'rematch', Side | null>>;
  /** The rematch that was agreed. */
  readonly next: GameId | null;
  readonly spectators: number;
}

const sideOf = (text: string): Side | null => (text === 'x' || text === 'o' ? text : null);

const order = (key: string): string => (key.startsWith('x') ? `0${key}` : `1${key}`);

const seatsOf = (players: GameRoomState['players']): SeatView[] =>
  [...players.entries()]
    .sort(([a], [b]) => order(a).localeCompare(order(b)))
    .map(([key, { id, name, rating, connected, goneSince, bot }]) => ({
      side: key.startsWith('x') ? 'x' : 'o',
      index: Number(key.slice(1)),
      id: id as PlayerId,
      name,
      rating: rating ?? null,
      connected,
      goneSince: connected ? null : goneSince,
      bot,
    }));

const clocksOf = (clocks: GameRoomState['clocks']): ClocksView | null =>
  clocks
    ? {
        x: clocks.x,
        o: clocks.o,
        runningSince: clocks.runningSince > 0 ? clocks.runningSince : null,
        serverNow: clocks.serverNow,
      }
    : null;

const resultOf = (result: GameRoomState['result']): GameView['result'] =>
  result ? { winner: sideOf(result.winner), reason: result.reason, line: [...result.line] } : null;

const turnOf = (turn: GameRoomState['turn']): GameView['turn'] => {
  const side = sideOf(turn?.side ?? '');
  return turn && side ? { side, index: turn.seat } : null;
};

/** The room's state as a value. Pure: later patches do not reach it. What the room has never set is undefined, whatever its type says. */
export const viewOf = (state: GameRoomState): GameView => ({
  protocol: state.protocol,
  id: state.id as GameId,
  version: state.version,
  status: state.status as GameView['status'],
  variant: state.variant || null,
  width: state.width,
  height: state.height,
  inARow: state.inARow,
  gravity: state.gravity,
  exact: state.exact,
  teamSize: state.teamSize,
  rated: state.rated,
  cells: Uint8Array.from(state.cells),
  turn: turnOf(state.turn),
  seats: seatsOf(state.players),
  clocks: clocksOf(state.clocks),
  lastMove: state.lastMove < 0 ? null : state.lastMove,
  plies: state.plies ?? 0,
  result: resultOf(state.result),
  offers: {
    draw: sideOf(state.offers.draw),
    takeback: sideOf(state.offers.takeback),
    rematch: sideOf(state.offers.rematch),
  },
  next: state.next ? (state.next as GameId) : null,
  spectators: state.spectators ?? 0,
});

/** The seat of a player in a game they play in. */
export const seatOfPlayer = (view: GameView, player: string): SeatView | null =>
  view.seats.find(({ id }) => id === player) ?? null;

/** Whether it is this seat's turn. */
export const isTurnOf = ({ turn }: GameView, seat: Pick<SeatView, 'side' | 'index'>): boolean =>
  turn !== null && turn.side === seat.side && turn.index === seat.index;

/** What each side's clock shows at a moment of the server's clock, ms; null without a clock. */
export const clockShows = ({ clocks, turn }: GameView, serverNow: number): Readonly<Record<Side, number>> | null => {
  if (!clocks) return null;
  const spent = clocks.runningSince === null || !turn ? 0 : Math.max(0, serverNow - clocks.runningSince);
  const left = (side: Side): number => Math.max(0, clocks[side] - (turn?.side === side ? spent : 0));
  return { x: left('x'), o: left('o') };
};
