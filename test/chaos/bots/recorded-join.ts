import { joinThrough, withoutToken } from '../../../client-demo/connection/colyseus.ts';
import { type JoinById, type JoinedRoom, RoomRefused } from '../../../client-demo/connection/joined-room.ts';
import type { GameRoomState } from '../../../shared/sync/game-room-state.ts';
import type { Note } from './recorder.ts';

interface Witness {
  /** Where this bot finds the server: the front, or a proxy before it. */
  readonly endpoint: string;
  readonly player: string;
  readonly game: string;
  readonly note: Note;
  readonly newConn: () => string;
}

type Where = Pick<Witness, 'player' | 'game'> & { readonly conn: string };

/** The process in a WebSocket's path: `/n1/<process>/<room>`; a server that is alone has no `/n1`. */
const processIn = ({ pathname }: URL): string => {
  const [first, second, third] = pathname.split('/').filter((part) => part !== '');
  return third === undefined ? `n1/${first}` : `${first}/${second}`;
};

const digits = (cells: Iterable<number>): string => [...cells].join('');

/** Notes each version that arrives, once. */
const watchState = (room: JoinedRoom, where: Where, note: Note): void => {
  let seen = 0;
  const see = (): void => {
    const state = room.state() as GameRoomState | null;
    if (!state?.id || state.version === seen) return;
    const { version, status, cells } = state;
    seen = version;
    note({ kind: 'saw', at: Date.now(), ...where, version, cells: digits(cells as Iterable<number>), status });
  };
  room.onState(see);
  see();
};

type Asked = { readonly commandId: string; readonly x?: number; readonly y?: number };

const recorded = (room: JoinedRoom, where: Where, note: Note): JoinedRoom => {
  let isOver = false;
  const over = (left: boolean): void => {
    if (!isOver) note({ kind: 'closed', at: Date.now(), ...where, left });
    isOver = true;
  };
  room.onClosed(() => over(false));
  return {
    ...room,
    async request(type, body, timeoutMs) {
      const { commandId: command, x = null, y = null } = body as Asked;
      note({ kind: 'sent', at: Date.now(), ...where, command, type, x, y });
      const heard = () => ({ at: Date.now(), ...where, command });
      try {
        const answer = (await room.request(type, body, timeoutMs)) as { readonly version: number };
        note({ kind: 'acknowledged', ...heard(), version: answer.version });
        return answer;
      } catch (error) {
        if (error instanceof RoomRefused) note({ kind: 'refused', ...heard(), code: error.code });
        else note({ kind: 'unanswered', ...heard() });
        throw error;
      }
    },
    leave() {
      over(true);
      room.leave();
    },
    drop() {
      over(false);
      room.drop();
    },
  };
};

/** Joins as the client does, and writes down what goes over the wire. */
export const recordedJoin = ({ endpoint, note, newConn, ...who }: Witness): JoinById => {
  let node = '';
  const join = joinThrough(endpoint, (url) => {
    if (url.protocol.startsWith('ws')) {
      node = processIn(url);
      // The server tells its public address; this bot goes there by its own way.
      url.host = new URL(endpoint).host;
    }
    return withoutToken(url);
  });
  return async (roomId, options, reservation) => {
    note({ kind: 'entering', at: Date.now(), ...who });
    const room = await join(roomId, options, reservation);
    const where = { ...who, conn: newConn() };
    note({ kind: 'opened', at: Date.now(), ...where, node });
    watchState(room, where, note);
    return recorded(room, where, note);
  };
};
