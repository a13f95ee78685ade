import type { Level } from './levels.ts';
import type { BotMove, BotView } from './policy.ts';

/** Who thinks: a level, or a module by its `file:` URL that exports a `policy`. */
export type Mind = Level | string;

/** What the thinking thread is asked. The seed makes the move repeatable. */
export interface Question {
  readonly id: number;
  readonly mind: Mind;
  readonly seed: number;
  readonly view: BotView;
}

export interface Thought {
  readonly id: number;
  readonly move: BotMove;
}
