import type { Api } from '../connection/api.ts';
import type { GameConnection } from '../connection/game-connection.ts';
import { type GameView, type SeatView, seatOfPlayer } from '../connection/game-view.ts';
import type { RequestOutcome } from '../connection/request.ts';
import { type Timing, wait } from '../connection/timing.ts';
import { createDuty } from './duty.ts';
import { type BotAction, type Manners, nextAction, pauseMs } from './next-action.ts';
import type { BotMove, BotView } from './policy.ts';

export interface BotGameReport {
  /** The room refused what the bot did: a bug in a policy, or a move that came too late. */
  refused(game: string, action: string, code: string): void;
  thinkingFailed(game: string, error: unknown): void;
}

export interface SeatPorts extends Manners {
  readonly api: Pick<Api, 'clock'>;
  readonly timing: Timing;
  /** The bot's player id. */
  readonly me: string;
  readonly think: (view: BotView) => Promise<BotMove>;
  /** How long it would like to take for this move, ms. */
  readonly delayMs: () => number;
  readonly report: BotGameReport;
}

interface Task {
  readonly view: GameView;
  readonly seat: SeatView;
  readonly action: BotAction;
}

const afterFailureMs = 1_000;

const isSameBoard = (a: GameView, b: GameView | null): boolean =>
  b !== null && a.plies === b.plies && b.status === 'playing';

/** Null when the board changed while it thought. */
const move = async (ports: SeatPorts, game: GameConnection, { view, seat }: Task): Promise<RequestOutcome | null> => {
  const { timing, api } = ports;
  const pause = pauseMs(view, seat, ports.delayMs(), timing.now() - api.clock.aheadMs());
  const [{ x, y }] = await Promise.all([ports.think({ ...view, side: seat.side }), wait(timing, pause)]);
  return isSameBoard(view, game.view()) ? await game.request('move', view.gravity ? { x } : { x, y }) : null;
};

const act = async (ports: SeatPorts, game: GameConnection, task: Task): Promise<RequestOutcome | null> => {
  const { action } = task;
  if (action.type === 'move') return await move(ports, game, task);
  if (action.type === 'claim') return await game.request('claim', {});
  return await game.request(action.type, { action: action.action });
};

/**
 * Does in one seat whatever `nextAction` says, as long as `isOver` is not so. The function it returns is to be called at every change.
 * What got an answer is not tried again before something changes; what got none is.
 */
export const createSeatPlay = (ports: SeatPorts, game: GameConnection, isOver: () => boolean): (() => void) => {
  const { timing, api, report } = ports;
  let answered = '';
  const keyOf = ({ view, action }: Pick<Task, 'view' | 'action'>): string => JSON.stringify([view.version, action]);

  const due = (): Task | null => {
    const view = game.view();
    const seat = view && seatOfPlayer(view, ports.me);
    const action = view && seat && nextAction(view, seat, ports, timing.now() - api.clock.aheadMs());
    return view && seat && action && !isOver() && keyOf({ view, action }) !== answered ? { view, seat, action } : null;
  };
  const perform = async (task: Task): Promise<void> => {
    const outcome = await act(ports, game, task);
    if (!outcome || (!outcome.ok && outcome.code === 'client/no-answer')) return;
    answered = keyOf(task);
    if (!outcome.ok && !isOver()) report.refused(task.view.id, task.action.type, outcome.code);
  };
  const work = createDuty(due, perform, (error) => {
    report.thinkingFailed(game.view()?.id ?? '', error);
    timing.after(afterFailureMs, () => void work());
  });
  return () => void work();
};
