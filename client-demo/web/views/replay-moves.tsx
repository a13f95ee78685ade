import type { BoardSettings } from '../../../shared/game/settings.ts';
import type { Grade } from '../analysis/grade.ts';
import type { Dispatch } from '../state/app-state.ts';
import { type ReplayScreen, ungraded } from '../state/replay.ts';
import type { Step } from '../state/replay-steps.ts';
import { Icon } from './icon.tsx';
import { gradeShort, gradeText, stepText } from './replay-words.ts';
import { useText } from './text.ts';

/** Said in words to those who hear it or point at it; a tick or a point to those who look. */
const GradeMark = ({ grade }: { readonly grade: Grade }) => {
  const text = useText();
  const words = gradeText(text, grade);
  const kept = grade.before === grade.after;
  return (
    <span class={`grade ${kept ? 'grade-keeps' : 'grade-loses'}`} title={words}>
      <Icon name={kept ? 'keeps' : 'loses'} />
      {!kept && <span aria-hidden="true">{gradeShort(text, grade)}</span>}
      <span class="unseen">{words}</span>
    </span>
  );
};

interface MoveProps {
  readonly step: Step;
  readonly grade: Grade | null;
  readonly board: BoardSettings;
  readonly isShown: boolean;
  readonly onGo: () => void;
}

const Move = ({ step, grade, board, isShown, onGo }: MoveProps) => {
  const text = useText();
  return (
    <li>
      <button type="button" class="replay-move" aria-current={isShown ? 'step' : undefined} onClick={onGo}>
        <span class={step.side ? `said-${step.side}` : ''}>{stepText(text, board, { ...step, result: null })}</span>
        {grade && <GradeMark grade={grade} />}
      </button>
    </li>
  );
};

interface MovesProps {
  readonly screen: ReplayScreen;
  readonly steps: readonly Step[];
  readonly board: BoardSettings;
  readonly dispatch: Dispatch;
}

/** Every step of the game as a list: a press shows it. */
export const ReplayMoves = ({ screen, steps, board, dispatch }: MovesProps) => {
  const { replay } = useText();
  const unmarked = ungraded(screen);
  return (
    <section class="card replay-list" aria-labelledby="replay-moves">
      <h2 id="replay-moves">{replay.moves}</h2>
      {screen.grades?.some((grade) => grade) && (
        <p class="quiet note">{unmarked === 0 ? replay.analysis : replay.analysisFrom(unmarked)}</p>
      )}
      <ol class="replay-moves">
        {steps.map((step, at) => (
          <Move
            // A step has no other name than its place.
            key={at}
            step={step}
            grade={screen.grades?.[at] ?? null}
            board={board}
            isShown={at === screen.at}
            onGo={() => dispatch({ area: 'replay', game: screen.id, type: 'go', to: at })}
          />
        ))}
      </ol>
    </section>
  );
};
