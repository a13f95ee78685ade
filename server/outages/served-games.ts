import type { GameState } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import { newest, type StateAt } from '../games/state-at.ts';
import type { SubmitGame } from '../games/submit-game.ts';
import { type OutageNeeds, type Outages, startOutages } from './outages.ts';

type Follow<OnCommit, Follower> = (game: GameId, onCommit: OnCommit) => Promise<Follower>;

/** A live view of a game. */
interface View {
  current(): { readonly state: GameState };
  stop(): void;
}

/** What a room has of a game that is served. */
interface Serving {
  /** To be waited for before anybody who comes in is shown the game. Never rejects: what failed is done for the next, or before a command. */
  entered(): Promise<void>;
}

type Needs = Omit<OutageNeeds, 'submit' | 'stateOf'>;

/** Of the log of games: what is added to here, and what this looks at. */
interface Written<OnCommit, Follower> {
  readonly submit: SubmitGame;
  readonly follow: Follow<OnCommit, Follower>;
  readonly stateAt: StateAt;
}

const followServed =
  <OnCommit, Follower extends View>(
    follow: Follow<OnCommit, Follower>,
    outages: Outages,
    report: Needs['report'],
  ): Follow<OnCommit, Follower & Serving> =>
  async (game, onCommit) => {
    const view = await follow(game, onCommit);
    let wasEntered = false;
    let entering: Promise<void> | undefined;
    const retry = (error: unknown): void => {
      entering = undefined;
      report.outageFailed(error);
    };
    return {
      ...view,
      entered: () => {
        wasEntered = true;
        entering ??= outages.entered(game, view.current().state).catch(retry);
        return entering;
      },
      stop: () => {
        view.stop();
        if (wasEntered) outages.left(game);
      },
    };
  };

/**
 * A log of games in which a game is served by this process for as long as somebody is in its room, and gets back the time that
 * nothing served it. Writes that this process lives.
 */
export const servedGames = async <OnCommit, Follower extends View, Rest extends object>(
  { submit, follow, stateAt, ...rest }: Rest & Written<OnCommit, Follower>,
  needs: Needs,
) => {
  const outages = await startOutages({ ...needs, submit, stateOf: (game) => stateAt(game, newest) });
  return { ...rest, stateAt, outages, submit: outages.submit, follow: followServed(follow, outages, needs.report) };
};
