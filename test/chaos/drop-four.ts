import { randomUUID } from 'node:crypto';
import { joinGame, type Person, type SeenRoom, type SeenState, until } from '../support/people.ts';

/** A move as its sender knows it: what was sent, and the version that acknowledged it, if an answer came. */
export interface SentMove {
  readonly game: string;
  readonly player: string;
  readonly commandId: string;
  readonly x: number;
  acknowledged: number | null;
}

export interface Table {
  readonly game: string;
  readonly x: Person;
  readonly o: Person;
}

const freeColumns = (state: SeenState): number[] => {
  const top = [...state.cells].slice(0, 7);
  return top.flatMap((mark, column) => (mark === 0 ? [column] : []));
};

const sendMove = async (room: SeenRoom, move: SentMove): Promise<void> => {
  const { version } = (await room.request('move' as never, { commandId: move.commandId, x: move.x } as never, {
    timeout: 60_000,
  })) as { version: number };
  move.acknowledged = version;
};

/** Whether the connection, and not the server's judgement, ended this request. */
const lostAnswer = (error: unknown): boolean =>
  !(error instanceof Object && 'code' in error && String(error.code).startsWith('game/'));

/** Both players of a table in its room. */
export interface SeatedTable extends Table {
  readonly rooms: Readonly<Record<'x' | 'o', SeenRoom>>;
}

export const takeSeats = async (url: string, table: Table): Promise<SeatedTable> => {
  const [x, o] = await Promise.all([joinGame(url, table.x, table.game), joinGame(url, table.o, table.game)]);
  return { ...table, rooms: { x, o } };
};

/**
 * Plays one connect-four game with random legal moves until it ends or the connection is lost, recording each move
 * before it is sent. `unfinished` is a move of an earlier connection whose answer never came: it is sent again as it was.
 */
export const playOut = async (
  table: SeatedTable,
  chance: () => number,
  sent: SentMove[],
  unfinished?: SentMove,
): Promise<'finished' | 'lost'> => {
  const { x, o } = table.rooms;
  try {
    if (unfinished !== undefined) await sendMove(unfinished.player === table.x.id ? x : o, unfinished);
    for (;;) {
      const [atX, atO] = [x.state, o.state];
      const state = atX.version >= atO.version ? atX : atO;
      await Promise.all([x, o].map((room) => until(room, ({ version }) => version >= state.version)));
      if (state.status === 'finished') return 'finished';
      const columns = freeColumns(state);
      const mover = state.turn?.side === 'x' ? table.x : table.o;
      const column = columns[Math.floor(chance() * columns.length)]!;
      const move: SentMove = {
        game: table.game,
        player: mover.id,
        commandId: randomUUID(),
        x: column,
        acknowledged: null,
      };
      sent.push(move);
      const room = mover === table.x ? x : o;
      await sendMove(room, move);
      await until(room, ({ version }) => version >= move.acknowledged!);
    }
  } catch (error) {
    if (!lostAnswer(error)) throw error;
    return 'lost';
  } finally {
    for (const room of [x, o]) room.connection.close();
  }
};
