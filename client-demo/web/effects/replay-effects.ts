import type { GameEventEntry } from '../../../shared/protocol/games.ts';
import type { Api } from '../../connection/api.ts';
import type { GradeAnswer, GradeRequest } from '../analysis/worker.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { Effect } from '../state/effect.ts';
import { failed, here } from '../state/failure.ts';
import type { Recording, ReplayMessage } from '../state/replay.ts';
import { eventsOf, stepsOf } from '../state/replay-steps.ts';
import { failureOf } from './failure-of.ts';

/** Thinks about a game elsewhere than in the page's own thread. */
export type Think = (request: GradeRequest) => Promise<GradeAnswer>;

type Content = ReplayMessage extends infer Each
  ? Each extends ReplayMessage
    ? Omit<Each, 'area' | 'game'>
    : never
  : never;

const wholeLog = async (api: Pick<Api, 'gameEvents'>, game: string): Promise<readonly GameEventEntry[]> => {
  const entries: GameEventEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Api['gameEvents']>> = await api.gameEvents(
      game,
      cursor === null ? { limit: 200 } : { limit: 200, cursor },
    );
    entries.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return entries;
};

const recordingOf = async (api: Pick<Api, 'game' | 'gameEvents'>, game: string): Promise<Recording> => {
  const [summary, entries] = await Promise.all([api.game(game), wholeLog(api, game)]);
  return { summary, steps: summary.status === 'finished' ? stepsOf(eventsOf(entries)) : [] };
};

export const createReplayEffects = (api: Pick<Api, 'game' | 'gameEvents'>, think: Think, dispatch: Dispatch) => {
  const tell = (game: string, content: Content): void =>
    dispatch({ area: 'replay', game, ...content } as ReplayMessage);
  return {
    load: (game: string): Promise<void> =>
      recordingOf(api, game).then(
        (recording) => tell(game, { type: 'recorded', recording: here(recording) }),
        (error) => tell(game, { type: 'recorded', recording: failed(failureOf(error)) }),
      ),
    /** Without an answer the moves simply stay unmarked. */
    grade: ({ game, board, moves }: Extract<Effect, { type: 'grade-moves' }>): Promise<void> =>
      think({ board, moves }).then(
        (grades) => tell(game, { type: 'graded', grades }),
        () => undefined,
      ),
    tick: ({ game, run }: Extract<Effect, { type: 'tick-replay' }>): void => tell(game, { type: 'tick', run }),
    tell,
  };
};
