import type { Api } from '../connection/api.ts';
import type { GameConnection } from '../connection/game-connection.ts';
import { type GameView, type SeatView, seatOfPlayer } from '../connection/game-view.ts';
import type { RequestOutcome } from '../connection/request.ts';
import { type Timing, wait } from '../connection/timing.ts';
import { createDuty } from './duty.ts';
import { type BotAction, type Manners, nextAction, pauseMs } from './next-action.ts';
import type { BotMove, BotView } from './policy.ts';

interface BotGameReport {
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
  b !== null && a.plies === b.plies && a.cells.every((mark, cell) => mark === b.cells[cell]);

/** Thinks about a board once: what was thought of is kept while offers about it come and go. */
const createThinking = (ports: SeatPorts) => {
  const { timing, api } = ports;
  let thought: { readonly view: GameView; readonly move: BotMove } | null = null;
  return async ({ view, seat }: Task): Promise<BotMove> => {
    if (thought && isSameBoard(thought.view, view)) return thought.move;
    const pause = pauseMs(view, seat, ports.delayMs(), timing.now() - api.clock.aheadMs());
    const [move] = await Promise.all([ports.think({ ...view, side: seat.side }), wait(timing, pause)]);
    thought = { view, move };
    return move;
  };
};

/**
 * Does in one seat whatever `nextAction` says, as long as `isOver` is not so. The function it returns is to be called at every change.
 * What got an answer is not tried again before something changes; what got none is.
 */
export const createSeatPlay = (ports: SeatPorts, game: GameConnection, isOver: () => boolean): (() => void) => {
  const { timing, api, report } = ports;
  const think = createThinking(ports);
  let answered = '';
  const keyOf = ({ view, action }: Pick<Task, 'view' | 'action'>): string => JSON.stringify([view.version, action]);

  const due = (): Task | null => {
    const view = game.view();
    const seat = view && seatOfPlayer(view, ports.me);
    const action = view && seat && nextAction(view, seat, ports, timing.now() - api.clock.aheadMs());
    return view && seat && action && !isOver() && keyOf({ view, action }) !== answered ? { view, seat, action } : null;
  };
  /** Null when something else became due while it thought. */
  const move = async (task: Task): Promise<RequestOutcome | null> => {
    const { x, y } = await think(task);
    const now = due();
    if (now?.action.type !== 'move' || !isSameBoard(now.view, task.view)) return null;
    return await game.request('move', task.view.gravity ? { x } : { x, y });
  };
  const act = async (task: Task): Promise<RequestOutcome | null> => {
    const { action } = task;
    if (action.type === 'move') return await move(task);
    if (action.type === 'claim') return await game.request('claim', {});
    return await game.request(action.type, { action: action.action });
  };
  const perform = async (task: Task): Promise<void> => {
    const outcome = await act(task);
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
