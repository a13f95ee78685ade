import type { Side } from '../../../shared/game/seats.ts';
import { clockShows, type GameView } from '../../connection/game-view.ts';
import { clockText, textLastsMs } from '../state/clock.ts';
import { useText } from './text.ts';
import { useTick } from './tick.ts';

interface ClockProps {
  readonly view: GameView;
  readonly side: Side;
  /** This machine's clock minus the server's, ms. */
  readonly aheadMs: number;
}

/** A side's clock. It runs on between the server's messages, by the server's clock, and wakes only when its text changes. */
export const ClockView = ({ view, side, aheadMs }: ClockProps) => {
  const left = clockShows(view, Date.now() - aheadMs)?.[side] ?? null;
  const isRunning = view.status === 'playing' && view.turn?.side === side && view.clocks?.runningSince !== null;
  useTick(isRunning && left ? textLastsMs(left) : null);
  const text = useText();
  if (left === null) return null;
  const low = isRunning && left < 10_000 ? 'clock-low' : '';
  return (
    <span class={`clock ${isRunning ? 'clock-running' : ''} ${low}`} role="timer" aria-label={text.clock.left(side)}>
      {clockText(left)}
    </span>
  );
};
