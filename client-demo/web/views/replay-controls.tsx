import { useEffect } from 'preact/hooks';
import type { Dispatch } from '../state/app-state.ts';
import { type ReplayScreen, replayKey, stepsIn } from '../state/replay.ts';
import { Icon, type IconName } from './icon.tsx';
import { useLatest } from './kept-cells.ts';
import { useText } from './text.ts';

interface ControlsProps {
  readonly screen: ReplayScreen;
  readonly dispatch: Dispatch;
}

/** Keys that the element with the focus has a use for itself. */
const hasOwnUse = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === 'range') return key !== ' ';
  if (target.closest('input, select, textarea')) return true;
  return key === ' ' && target.closest('button, a') !== null;
};

/** The keyboard steps through the game wherever the focus is, but where it has another meaning. */
export const useReplayKeys = ({ screen, dispatch }: ControlsProps): void => {
  // Keys come faster than effects run: each must find the step that the one before it led to.
  const onKeyDown = useLatest((event: KeyboardEvent): void => {
    const { key, target } = event;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || hasOwnUse(target, key)) return;
    const message = replayKey(screen, key);
    if (!message) return;
    event.preventDefault();
    dispatch(message);
  });
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onKeyDown]);
};

interface StepButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

const StepButton = ({ icon, label, disabled = false, onClick }: StepButtonProps) => (
  <button type="button" class="button icon-button" aria-label={label} aria-disabled={disabled} onClick={onClick}>
    <Icon name={icon} />
  </button>
);

/** Start, back, play, on, end, and the scrubber below. */
export const ReplayControls = ({ screen, dispatch }: ControlsProps) => {
  const { replay } = useText();
  const last = stepsIn(screen).length - 1;
  const { at, playing } = screen;
  const common = { area: 'replay', game: screen.id } as const;
  const go = (to: number) => () => dispatch({ ...common, type: 'go', to });
  return (
    <fieldset class="replay-controls" aria-label={replay.controls}>
      <input
        type="range"
        class="scrubber"
        min={0}
        max={last}
        value={at}
        aria-label={replay.scrubber}
        aria-valuetext={replay.position(at, last)}
        onInput={(event) => go(event.currentTarget.valueAsNumber)()}
      />
      <div class="replay-buttons">
        <StepButton icon="first" label={replay.first} disabled={at === 0} onClick={go(0)} />
        <StepButton icon="back" label={replay.back} disabled={at === 0} onClick={go(at - 1)} />
        <StepButton
          icon={playing ? 'pause' : 'play'}
          label={playing ? replay.pause : replay.play}
          onClick={() => dispatch({ ...common, type: 'play' })}
        />
        <StepButton icon="next" label={replay.next} disabled={at === last} onClick={go(at + 1)} />
        <StepButton icon="last" label={replay.last} disabled={at === last} onClick={go(last)} />
      </div>
    </fieldset>
  );
};
