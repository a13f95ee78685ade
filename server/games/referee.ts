import type { GameEvent } from '../../shared/game/events.ts';
import { expiryAt } from '../../shared/game/expiry.ts';
import type { EventStore } from '../eventing/event-store.ts';
import type { NewId } from '../ids.ts';
import { type DueCheck, type DueChecks, endingCommand, nextCheckAt } from './due-checks.ts';
import { loadGame } from './read-game.ts';
import type { SubmitGame } from './submit-game.ts';

interface RefereeReport {
  refereeFailed(error: unknown): void;
}

interface Needs {
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  readonly checks: Pick<DueChecks, 'made' | 'due'>;
  readonly submit: SubmitGame;
  readonly newId: NewId;
  readonly now: () => number;
}

/** How many games one sweep looks at; the rest is due at the next. */
const perSweep = 200;

/** Reading a game is work for this thread: moves come in between so many of them. */
const atATime = 10;

/** Ends a game that has run out, and sets the next look at any other. It is judged and ended by one reading of the clock. */
const createLook =
  ({ store, checks, submit, newId, now }: Needs) =>
  async (check: DueCheck): Promise<void> => {
    const { game: id } = check;
    const at = now();
    let { state } = await loadGame(store, id);
    const expiry = expiryAt(state);
    if (expiry !== null && expiry <= at) {
      // A refusal means that someone else was faster; the state then tells what is next.
      const outcome = await submit(id, endingCommand(state, at), `referee:${newId()}`);
      state = outcome.ok && outcome.state.phase !== 'absent' ? outcome.state : (await loadGame(store, id)).state;
    }
    await checks.made(check, nextCheckAt(state, at));
  };

/**
 * One look at each game that is due. Gives how many there were; rejects with an AggregateError, once all have been looked
 * at, when that failed for some.
 */
export const createSweep = (needs: Needs): (() => Promise<number>) => {
  const look = createLook(needs);
  return async () => {
    const due = await needs.checks.due(needs.now(), perSweep);
    const failures: unknown[] = [];
    for (let from = 0; from < due.length; from += atATime) {
      const looks = await Promise.allSettled(due.slice(from, from + atATime).map(look));
      for (const each of looks) if (each.status === 'rejected') failures.push(each.reason);
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${due.length} games were not judged`);
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
