import type { SignedIn } from '../../../client-demo/bots/sign-in.ts';
import { type GameConnection, openGame } from '../../../client-demo/connection/game-connection.ts';
import type { GameView } from '../../../client-demo/connection/game-view.ts';
import type { JoinById } from '../../../client-demo/connection/joined-room.ts';
import type { Note } from './recorder.ts';

export interface Pace {
  /** Between seeing that it is one's turn and moving, ms. */
  thinkMs(): number;
  /** In [0, 1). */
  chance(): number;
}

export interface SeatNeeds {
  readonly person: SignedIn;
  readonly join: JoinById;
  readonly game: string;
  readonly pace: Pace;
  readonly note: Note;
}

/** A bot in its seat. */
export interface Seat {
  /** Resolves once it has seen the end. */
  readonly over: Promise<void>;
  /** Where it stands, for a report about a game that nobody can finish. */
  describe(): string;
  /** Gives up, whatever the game. */
  leave(): void;
}

const afterRefusalMs = 300;
const reopenMs = 1_000;
const resignsOneIn = 150;

const freeCells = ({ cells, width, gravity }: GameView): number[] =>
  [...cells].flatMap((mark, cell) => (mark === 0 && (!gravity || cell < width) ? [cell] : []));

const isTurnOf = (view: GameView, me: string): boolean =>
  view.status === 'playing' &&
  view.seats.some(({ id, side, index }) => id === me && side === view.turn?.side && index === view.turn.index);

const act = async (connection: GameConnection, view: GameView, { chance }: Pace): Promise<boolean> => {
  if (view.plies > 6 && chance() * resignsOneIn < 1) return (await connection.request('resign', {})).ok;
  const free = freeCells(view);
  const cell = free[Math.floor(chance() * free.length)]!;
  const x = cell % view.width;
  const to = view.gravity ? { x } : { x, y: Math.floor(cell / view.width) };
  return (await connection.request('move', to)).ok;
};

/** Plays one side of one game to its end with random moves, over the real client: whatever breaks, it enters again and goes on. */
export const takeSeat = ({ person, join, game, pace, note }: SeatNeeds): Seat => {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let isBusy = false;
  let isOver = false;
  let connection: GameConnection | null = null;

  const consider = (): void => {
    const view = connection?.view();
    if (isOver || isBusy || !view || !isTurnOf(view, person.me)) return;
    isBusy = true;
    setTimeout(() => void move(), pace.thinkMs());
  };
  const again = (ms: number): void => {
    setTimeout(() => {
      isBusy = false;
      consider();
    }, ms);
  };
  const move = async (): Promise<void> => {
    const view = connection?.view();
    if (!connection || !view || isOver || !isTurnOf(view, person.me)) return again(0);
    again((await act(connection, view, pace)) ? 0 : afterRefusalMs);
  };
  const end = (): void => {
    isOver = true;
    connection?.close();
    resolve();
  };
  /** Somebody who is told that all is over although the game is not would load the page again. */
  const reopen = (code: string): void => {
    note({ kind: 'gave-up', at: Date.now(), player: person.me, game, code });
    setTimeout(open, reopenMs);
  };
  const open = (): void => {
    connection = openGame({
      ...{ api: person.api, join, gameId: game, role: 'player' },
      onView: (view) => (view.status === 'finished' ? end() : consider()),
      onStatus: (status, closed) => void (status === 'closed' && !isOver && reopen(closed?.code ?? '')),
    });
  };
  open();
  return {
    over,
    describe: () => `${person.me} is ${connection?.status()} at version ${connection?.view()?.version ?? 'none'}`,
    leave: end,
  };
};
