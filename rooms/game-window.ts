import { deadline } from '../shared/game/clock.ts';
import type { GameEvent } from '../shared/game/events.ts';
import type { DeadlineWatch } from './deadline-watch.ts';
import type { GameNow } from './ports.ts';
import type { Screen } from './screen.ts';

/** The game as the log has told it so far, on the screen and under the clock. */
export interface GameWindow {
  now(): GameNow;
  goOn(events: readonly GameEvent[], now: GameNow): void;
  /** Somebody has come: until then the clock may have run for nobody. */
  serve(): void;
}

/**
 * Apart from the room, since every move comes by here: Colyseus gives each room accessors of its own, for which V8 keeps its
 * fields in a hash table.
 */
export const createGameWindow = (screen: Screen, watch: DeadlineWatch): GameWindow => {
  let now: GameNow = { state: { phase: 'absent' }, version: 0 };
  let isServed = false;
  return {
    now: () => now,
    goOn: (events, next) => {
      now = next;
      screen.show(events);
      if (isServed) watch.set(deadline(next.state));
    },
    serve: () => {
      isServed = true;
      watch.set(deadline(now.state));
    },
  };
};
