import { cellIndex } from '../../../shared/game/board.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { Dispatch } from '../state/app-state.ts';
import { clockText } from '../state/clock.ts';
import type { Recording, ReplayScreen } from '../state/replay.ts';
import { type Step, toMoveAt } from '../state/replay-steps.ts';
import { BoardView } from './board-view.tsx';
import { boardWords, variantTitle } from './game-words.ts';
import { Link } from './link.tsx';
import { Mark } from './mark.tsx';
import { Chip, FailureNotice, Loading } from './notices.tsx';
import { ReplayControls, useReplayKeys } from './replay-controls.tsx';
import { ReplayMoves } from './replay-moves.tsx';
import { stepText } from './replay-words.ts';
import { useText } from './text.ts';

interface ReplayProps {
  readonly screen: ReplayScreen;
  readonly dispatch: Dispatch;
}
interface ShownProps extends ReplayProps {
  readonly recording: Recording;
  readonly step: Step;
}

const Strip = ({ recording, step, screen, side, dispatch }: ShownProps & { readonly side: Side }) => {
  const text = useText();
  const players = recording.summary.players.filter((player) => player.side === side);
  const isNext = toMoveAt(recording.steps, screen.at) === side;
  return (
    <div
      class={`strip strip-${side} ${isNext ? 'strip-next' : ''}`}
      style={{ '--seats': recording.summary.settings.teamSize }}
    >
      <Mark side={side} />
      <span class="strip-names">
        {players.map(({ id, name, bot }) => (
          <span class="seated" key={id}>
            <Link to={{ name: 'player', id }} dispatch={dispatch} className="seated-name ellipsis">
              {name}
            </Link>
            {bot && <Chip>{text.nav.bot}</Chip>}
          </span>
        ))}
      </span>
      {step.clocks && <span class="clock">{clockText(step.clocks[side])}</span>}
    </div>
  );
};

const Downloads = ({ screen, dispatch }: ReplayProps) => {
  const { replay } = useText();
  const file = (format: 'text' | 'jsonl'): string => `/v1/games/${screen.id}/export?format=${format}`;
  return (
    <div class="replay-files">
      <button
        type="button"
        class="button small"
        onClick={() => dispatch({ area: 'replay', game: screen.id, type: 'copy-link' })}
      >
        {screen.copied ? replay.copied : replay.share}
      </button>
      <a class="button small" href={file('text')} download={`${screen.id}.txt`}>
        {replay.asText}
      </a>
      <a class="button small" href={file('jsonl')} download={`${screen.id}.jsonl`}>
        {replay.asLines}
      </a>
    </div>
  );
};

const About = ({ summary }: { readonly summary: GameSummary }) => {
  const text = useText();
  const date = new Date(summary.startedAt ?? summary.createdAt);
  return (
    <header class="replay-about">
      <h1>{text.replay.title(variantTitle(text, summary.variant))}</h1>
      <p class="quiet">
        {boardWords(text, summary.settings)} ·{' '}
        {date.toLocaleString(text.locale, { dateStyle: 'medium', timeStyle: 'short' })}
      </p>
    </header>
  );
};

const Table = (props: ShownProps) => {
  const { recording, step, screen, dispatch } = props;
  const text = useText();
  const { settings } = recording.summary;
  return (
    <div class="game-table replay-table" style={{ '--columns': settings.width, '--rows': settings.height }}>
      <Strip {...props} side="o" />
      <div class="board-scroll">
        <BoardView
          board={settings}
          cells={step.cells}
          lastMove={step.lastMove}
          line={step.result?.line.map((cell) => cellIndex(settings, cell)) ?? []}
          mover={null}
          landing={() => null}
          aim={null}
          onPress={() => undefined}
        />
      </div>
      <Strip {...props} side="x" />
      <p class="game-note turn" role="status" data-testid="step">
        {stepText(text, settings, step)}
      </p>
      <ReplayControls screen={screen} dispatch={dispatch} />
    </div>
  );
};

const NotOver = ({ screen, summary, dispatch }: ReplayProps & { readonly summary: GameSummary }) => {
  const { replay } = useText();
  return (
    <section class="card door">
      <h1>{summary.status === 'finished' ? replay.noMoves : replay.notOver}</h1>
      <Link to={{ name: 'game', id: screen.id }} dispatch={dispatch} className="button primary">
        {replay.toGame}
      </Link>
    </section>
  );
};

/** A finished game, looked at move by move. */
export const ReplayPage = (props: ReplayProps) => {
  const { screen, dispatch } = props;
  useReplayKeys(props);
  const { replay } = useText();
  if (screen.recording.is === 'loading') return <Loading />;
  if (screen.recording.is === 'failed') return <FailureNotice failure={screen.recording.failure} />;
  const recording = screen.recording.value;
  const step = recording.steps[screen.at];
  if (!step) return <NotOver {...props} summary={recording.summary} />;
  return (
    <div class="game">
      <Table {...props} recording={recording} step={step} />
      <aside class="game-side">
        <section class="card replay-panel">
          <About summary={recording.summary} />
          <Downloads {...props} />
          <p class="quiet note keys-note">{replay.keys}</p>
        </section>
        <ReplayMoves screen={screen} steps={recording.steps} board={recording.summary.settings} dispatch={dispatch} />
      </aside>
    </div>
  );
};
