import { otherSide, type Seat } from '../shared/game/seats.ts';
import type { PlayerId } from '../shared/kernel/ids.ts';
import type { Admission } from './ports.ts';

/** Who is in the room. A player may have several connections; they share the seat. */
export interface Attendance {
  arrive(connection: string, who: Admission): void;
  /** False when that connection was gone already. */
  leave(connection: string, at: number): boolean;
  /** Since when a player has no connection, ms since the epoch; null while there is one. */
  goneSince(player: PlayerId): number | null;
  /** Since when everyone opposite this player has been away; null while anyone is here, or nobody sits there. */
  opponentGoneSince(player: PlayerId, seats: readonly Seat[]): number | null;
  spectators(): number;
  /** How many connections a player has, in whatever role. */
  connectionsOf(player: PlayerId): number;
}

/** Whoever has not come yet counts as away since the room was opened: the room cannot know of the time before. */
export const createAttendance = (openedAt: number): Attendance => {
  const here = new Map<string, Admission>();
  const connections = new Map<PlayerId, number>();
  const all = new Map<PlayerId, number>();
  const left = new Map<PlayerId, number>();
  let spectators = 0;

  const count = ({ player, role }: Admission, change: 1 | -1): void => {
    if (role === 'spectator') spectators += change;
    else connections.set(player, (connections.get(player) ?? 0) + change);
    const others = (all.get(player) ?? 0) + change;
    if (others > 0) all.set(player, others);
    else all.delete(player);
  };
  const goneSince = (player: PlayerId): number | null =>
    (connections.get(player) ?? 0) > 0 ? null : (left.get(player) ?? openedAt);

  return {
    arrive: (connection, who) => {
      if (here.has(connection)) return;
      here.set(connection, who);
      count(who, 1);
    },
    leave: (connection, at) => {
      const who = here.get(connection);
      if (!who) return false;
      here.delete(connection);
      count(who, -1);
      if (who.role === 'player') left.set(who.player, at);
      return true;
    },
    goneSince,
    opponentGoneSince: (player, seats) => {
      const mine = seats.find((seat) => seat.player === player);
      if (!mine) return null;
      const gone = seats.filter(({ side }) => side === otherSide(mine.side)).map((seat) => goneSince(seat.player));
      return gone.length === 0 || gone.includes(null) ? null : Math.max(...gone.map(Number));
    },
    spectators: () => spectators,
    connectionsOf: (player) => all.get(player) ?? 0,
  };
};
