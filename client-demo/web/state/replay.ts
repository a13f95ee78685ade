import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { Grade, GradedMove } from '../analysis/grade.ts';
import { canBeGraded } from '../analysis/grade.ts';
import type { Effect } from './effect.ts';
import { loading, type Remote } from './failure.ts';
import type { Step } from './replay-steps.ts';

/** A finished game as it is looked at again. */
export interface Recording {
  readonly summary: GameSummary;
  readonly steps: readonly Step[];
}

export interface ReplayScreen {
  readonly name: 'replay';
  readonly id: string;
  readonly recording: Remote<Recording>;
  /** Which step is shown. */
  readonly at: number;
  readonly playing: boolean;
  /** Counts starts of playing: a tick of an earlier one is void. */
  readonly run: number;
  /** By step; null while nobody has thought about the game. */
  readonly grades: readonly (Grade | null)[] | null;
  readonly copied: boolean;
}

export type ReplayMessage = { readonly area: 'replay'; readonly game: string } & (
  | { readonly type: 'recorded'; readonly recording: Remote<Recording> }
  | { readonly type: 'graded'; readonly grades: readonly (Grade | null)[] }
  | { readonly type: 'go'; readonly to: number }
  | { readonly type: 'play' }
  | { readonly type: 'tick'; readonly run: number }
  | { readonly type: 'copy-link' }
  | { readonly type: 'copied'; readonly done: boolean }
);

type Updated = [ReplayScreen, Effect[]];

export const enterReplay = (id: string): Updated => [
  { name: 'replay', id, recording: loading, at: 0, playing: false, run: 0, grades: null, copied: false },
  [{ type: 'load-recording', game: id }],
];

export const stepsIn = ({ recording }: ReplayScreen): readonly Step[] =>
  recording.is === 'here' ? recording.value.steps : [];

const lastOf = (screen: ReplayScreen): number => Math.max(0, stepsIn(screen).length - 1);

/** Thought is never shown for shorter than this, nor for longer, ms: the real pace, made watchable. */
const briefest = 250;
const longest = 3000;

const pauseBefore = (steps: readonly Step[], at: number): number =>
  Math.min(longest, Math.max(briefest, (steps[at]?.at ?? 0) - (steps[at - 1]?.at ?? 0)));

const tickAfter = (screen: ReplayScreen): Effect[] =>
  screen.at >= lastOf(screen)
    ? []
    : [
        {
          type: 'tick-replay',
          game: screen.id,
          run: screen.run,
          afterMs: pauseBefore(stepsIn(screen), screen.at + 1),
        },
      ];

const play = (screen: ReplayScreen): Updated => {
  if (screen.playing || lastOf(screen) === 0) return [{ ...screen, playing: false }, []];
  const at = screen.at >= lastOf(screen) ? 0 : screen.at;
  const next = { ...screen, at, playing: true, run: screen.run + 1 };
  return [next, tickAfter(next)];
};

const tick = (screen: ReplayScreen, run: number): Updated => {
  if (!screen.playing || run !== screen.run) return [screen, []];
  const at = Math.min(lastOf(screen), screen.at + 1);
  const next = { ...screen, at, playing: at < lastOf(screen) };
  return [next, tickAfter(next)];
};

/** The moves of a recording as the solver wants them, with the steps at which they are. */
const movesOf = (steps: readonly Step[]): { moves: GradedMove[]; at: number[] } => {
  const at = steps.flatMap(({ move }, index) => (move ? [index] : []));
  const moves = at.map((index) => {
    const { move, side, result } = steps[index]!;
    return { ...move!, side: side!, cells: steps[index - 1]!.cells, wins: result?.reason === 'line' };
  });
  return { moves, at };
};

const recorded = (screen: ReplayScreen, recording: Remote<Recording>): Updated => {
  const next = { ...screen, recording };
  if (recording.is !== 'here') return [next, []];
  const { steps, summary } = recording.value;
  const { moves } = movesOf(steps);
  const grading = moves.length > 0 && canBeGraded(summary.settings);
  return [next, grading ? [{ type: 'grade-moves', game: screen.id, board: summary.settings, moves }] : []];
};

/** Grades come by move and are kept by step. */
const graded = (screen: ReplayScreen, grades: readonly (Grade | null)[]): ReplayScreen => {
  const steps = stepsIn(screen);
  const { at } = movesOf(steps);
  return { ...screen, grades: steps.map((_, index) => grades[at.indexOf(index)] ?? null) };
};

/** How many of the moves have no grade: those at the beginning, which take the longest to judge. */
export const ungraded = (screen: ReplayScreen): number =>
  stepsIn(screen).filter(({ move }, at) => move !== null && !screen.grades?.[at]).length;

export const updateReplay = (screen: ReplayScreen, message: ReplayMessage): Updated => {
  if (message.game !== screen.id) return [screen, []];
  switch (message.type) {
    case 'recorded':
      return recorded(screen, message.recording);
    case 'graded':
      return [graded(screen, message.grades), []];
    case 'go':
      return [{ ...screen, at: Math.min(lastOf(screen), Math.max(0, message.to)), playing: false }, []];
    case 'play':
      return play(screen);
    case 'tick':
      return tick(screen, message.run);
    case 'copy-link':
      return [screen, [{ type: 'copy-link', route: { name: 'replay', id: screen.id } }]];
    case 'copied':
      return [{ ...screen, copied: message.done }, []];
  }
};

/** What a key asks of a replay; null for keys that mean nothing here. */
export const replayKey = (screen: ReplayScreen, key: string): ReplayMessage | null => {
  const common = { area: 'replay', game: screen.id } as const;
  switch (key) {
    case 'ArrowLeft':
      return { ...common, type: 'go', to: screen.at - 1 };
    case 'ArrowRight':
      return { ...common, type: 'go', to: screen.at + 1 };
    case 'Home':
      return { ...common, type: 'go', to: 0 };
    case 'End':
      return { ...common, type: 'go', to: lastOf(screen) };
    case ' ':
      return { ...common, type: 'play' };
    default:
      return null;
  }
};
