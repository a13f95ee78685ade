import { type Seat, seatKey } from '../game/seats.ts';
import type { PlayerId } from '../kernel/ids.ts';
import { type GameRoomState, PlayerState } from './game-room-state.ts';

/** What is known of a player beside the log. */
export interface Person {
  readonly name: string;
  readonly bot: boolean;
  /** On the game's ladder, or null. */
  readonly rating: number | null;
}

/** Who sits, and who is here. */
export interface PeopleView {
  readonly seats: readonly Seat[];
  person(player: PlayerId): Person | undefined;
  /** Since when the player has been away, ms since the epoch; null while connected. */
  goneSince(player: PlayerId): number | null;
  readonly spectators: number;
}

const seatOf = (schema: GameRoomState, key: string): PlayerState => {
  const present = schema.players.get(key);
  if (present) return present;
  const fresh = new PlayerState();
  schema.players.set(key, fresh);
  return fresh;
};

const showSeat = (shown: PlayerState, seat: Seat, view: PeopleView): void => {
  const person = view.person(seat.player);
  const goneSince = view.goneSince(seat.player);
  shown.id = seat.player;
  shown.name = person?.name ?? '';
  shown.rating = person?.rating ?? undefined;
  shown.rated = seat.rated;
  shown.bot = person?.bot ?? seat.standing === 'bot';
  shown.connected = goneSince === null;
  shown.goneSince = goneSince ?? 0;
};

/** Brings the seats and the number of spectators up to date; what has not changed is not written. */
export const projectPeople = (view: PeopleView, schema: GameRoomState): void => {
  const keys = new Set(view.seats.map(seatKey));
  for (const key of [...schema.players.keys()]) if (!keys.has(key)) schema.players.delete(key);
  for (const seat of view.seats) showSeat(seatOf(schema, seatKey(seat)), seat, view);
  schema.spectators = view.spectators;
};
