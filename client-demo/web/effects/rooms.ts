import { joinThrough } from '../../connection/colyseus.ts';
import { openGame } from '../../connection/game-connection.ts';
import { openLobby } from '../../connection/lobby-connection.ts';

/** The room client and what it opens: by far the heaviest part, fetched when the first room is entered. */
export const createRooms = (endpoint: string) => ({ join: joinThrough(endpoint), openGame, openLobby });
export type Rooms = ReturnType<typeof createRooms>;
