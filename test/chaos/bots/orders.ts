import type { HistoryLine } from '../checker/history.ts';

/** What the process that makes trouble tells the one with the bots. */
export type Order =
  /** Write this down, then answer `noted`. */
  | { readonly kind: 'note'; readonly line: HistoryLine }
  /** To a part of the clients. */
  | { readonly kind: 'client-cut' | 'client-half-open'; readonly group: number }
  /** Finish what is being played, quickly; answer `over`. */
  | { readonly kind: 'drain'; readonly lastMoment: number };

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'noted' }
  | { readonly kind: 'over'; readonly failures: readonly string[] };

export interface CrowdSettings {
  readonly url: string;
  readonly games: number;
  readonly seed: number;
  /** Where the history is written. */
  readonly history: string;
  /** Between two moves of one game, ms on average. */
  readonly paceMs: number;
}
