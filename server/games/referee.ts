import type { GameEvent } from '../../shared/game/events.ts';
import { expiryAt } from '../../shared/game/expiry.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { EventStore } from '../eventing/event-store.ts';
import type { NewId } from '../ids.ts';
import { type DueChecks, endingCommand, nextCheckAt } from './due-checks.ts';
import { loadGame } from './read-game.ts';
import type { SubmitGame } from './submit-game.ts';

interface RefereeReport {
  refereeFailed(error: unknown): void;
}

interface Needs {
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  readonly checks: Pick<DueChecks, 'set' | 'due'>;
  readonly submit: SubmitGame;
  readonly newId: NewId;
  readonly now: () => number;
}

/** How many games one sweep looks at; the rest is due at the next. */
const perSweep = 200;

/**
 * One look at the games that are due: what has run out is ended, for the rest the next look is set. The clock is read once
 * a game, so that a game is judged and ended by the same time. Gives how many games it looked at.
 */
export const createSweep = ({ store, checks, submit, newId, now }: Needs): (() => Promise<number>) => {
  const look = async (id: GameId): Promise<void> => {
    const at = now();
    let { state } = await loadGame(store, id);
    const expiry = expiryAt(state);
    if (expiry !== null && expiry <= at) {
      // A refusal means that someone else was faster; the state then tells what is next.
      const outcome = await submit(id, endingCommand(state, at), `referee:${newId()}`);
      state = outcome.ok && outcome.state.phase !== 'absent' ? outcome.state : (await loadGame(store, id)).state;
    }
    await checks.set([{ game: id, checkAt: nextCheckAt(state, at) }]);
  };
  return async () => {
    const due = await checks.due(now(), perSweep);
    await Promise.all(due.map(look));
    return due.length;
  };
};

/** Calls `sweep` over and over, each time after the one before has ended; the answer stops that. */
export type Every = (ms: number, work: () => Promise<void>) => () => void;

/** Starts the referee: it ends what nobody else does, in games whose rooms are gone. */
export const startReferee = (
  needs: Needs & { readonly every: Every; readonly report: RefereeReport },
): (() => void) => {
  const sweep = createSweep(needs);
  return needs.every(1_000, async () => {
    try {
      await sweep();
    } catch (error) {
      needs.report.refereeFailed(error);
    }
  });
};
