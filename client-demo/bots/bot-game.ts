import type { Api } from '../connection/api.ts';
import { openGame } from '../connection/game-connection.ts';
import { type GameView, seatOfPlayer } from '../connection/game-view.ts';
import type { JoinById } from '../connection/joined-room.ts';
import { claimAt } from './next-action.ts';
import { createSeatPlay, type SeatPorts } from './seat-play.ts';

export interface BotGamePorts extends SeatPorts {
  readonly api: Pick<Api, 'intratoken' | 'clock'>;
  readonly join: JoinById;
  /** How long it stays after the end, for a rematch; ms. */
  readonly rematchWaitMs: number;
}

export interface BotGameListeners {
  /** The game no longer waits for players. */
  onStarted(): void;
  /** Nothing is left to do here. `view` is the last that was seen; `next` is the rematch, where one was agreed. */
  onOver(view: GameView | null, next: string | null): void;
}

/** How to leave: only the connection, or a game that waits is called off, or one that is being played is resigned as well. */
export type Leaving = 'stay-seated' | 'call-off' | 'resign';

export interface BotGame {
  view(): GameView | null;
  leave(how: Leaving): Promise<void>;
}

const leaveDeadlineMs = 2_000;

/** One alarm at a time. */
const createAlarm = (timing: BotGamePorts['timing']) => {
  let cancel = (): void => undefined;
  return {
    set(ms: number, run: () => void) {
      cancel();
      cancel = timing.after(Math.max(0, ms), run);
    },
    clear: () => cancel(),
  };
};

/** Only people ask for a rematch, and only of a game that began. */
const mayComeRematch = (view: GameView, me: string): boolean =>
  view.seats.length === 2 * view.teamSize && view.seats.some(({ id, bot }) => id !== me && !bot);

/** Plays one game from entering to its end, whatever happens to the connection meanwhile. */
export const playGame = (ports: BotGamePorts, gameId: string, on: BotGameListeners): BotGame => {
  const { api, join, timing } = ports;
  const alarm = createAlarm(timing);
  let isStarted = false;
  let isOver = false;

  const over = (next: string | null): void => {
    if (isOver) return;
    isOver = true;
    alarm.clear();
    game.close();
    on.onOver(game.view(), next);
  };
  const setAlarm = (view: GameView): void => {
    const seat = seatOfPlayer(view, ports.me);
    const claim = seat && claimAt(view, seat, ports.patienceMs);
    if (view.next !== null) over(view.next);
    else if (view.status === 'finished')
      alarm.set(mayComeRematch(view, ports.me) ? ports.rematchWaitMs : 0, () => over(null));
    else if (claim) alarm.set(claim - (timing.now() - api.clock.aheadMs()), work);
  };
  const look = (view: GameView): void => {
    if (view.status !== 'awaiting' && !isStarted) {
      isStarted = true;
      on.onStarted();
    }
    setAlarm(view);
    work();
  };
  const game = openGame({
    ...{ api, join, timing, gameId, role: 'player' },
    onView: look,
    onStatus: (status) => status === 'closed' && over(null),
  });
  const work = createSeatPlay(ports, game, () => isOver);
  return {
    view: game.view,
    async leave(how) {
      isOver = true;
      alarm.clear();
      const status = game.view()?.status;
      if (status === 'awaiting' && how !== 'stay-seated') await game.request('abort', {}, leaveDeadlineMs);
      if (status === 'playing' && how === 'resign') await game.request('resign', {}, leaveDeadlineMs);
      game.close();
    },
  };
};
