import type { GameEvent } from '../../shared/game/events.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { EventStore } from '../eventing/event-store.ts';
import { stateFromLog } from '../games/state-at.ts';
import type { SubmitGame } from '../games/submit-game.ts';
import { type OutageNeeds, type Outages, startOutages } from './outages.ts';

interface Log<OnCommit, Now> {
  readonly submit: SubmitGame;
  readonly follow: (game: GameId, onCommit: OnCommit) => Promise<{ current(): Now; stop(): void }>;
}

interface Needs extends Omit<OutageNeeds, 'submit' | 'stateOf'> {
  readonly events: Pick<EventStore<GameEvent>, 'read'>;
}

const followServed =
  <OnCommit, Now>({ follow }: Pick<Log<OnCommit, Now>, 'follow'>, { opened, closed }: Outages) =>
  async (game: GameId, onCommit: OnCommit) => {
    try {
      await opened(game);
      const { current, stop } = await follow(game, onCommit);
      const leave = (wasEntered: boolean): void => {
        stop();
        closed(game, wasEntered);
      };
      return { current, stop: leave };
    } catch (error) {
      closed(game, false);
      throw error;
    }
  };

/**
 * A log of games in which a game is served by this process for as long as its room follows it, and gets back the time that
 * nothing served it. Writes that this process lives.
 */
export const servedGames = async <OnCommit, Now, Whole extends Log<OnCommit, Now>>(
  log: Whole & Log<OnCommit, Now>,
  { events, ...needs }: Needs,
): Promise<Whole & { readonly outages: Outages }> => {
  const stateAt = stateFromLog(events);
  const outages = await startOutages({ ...needs, submit: log.submit, stateOf: (game) => stateAt(game, 0) });
  return { ...log, outages, submit: outages.submit, follow: followServed(log, outages) };
};
