import type { Level } from './levels.ts';
import type { BotMove, BotView } from './policy.ts';

/** What the thinking thread is asked. The seed makes the move repeatable. */
export interface Question {
  readonly id: number;
  readonly level: Level;
  readonly seed: number;
  readonly view: BotView;
}

export interface Thought {
  readonly id: number;
  readonly move: BotMove;
}
