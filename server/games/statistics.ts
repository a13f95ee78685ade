import { isFullySeated } from '../../shared/game/decision.ts';
import type { GameEvent } from '../../shared/game/events.ts';
import type { Seat } from '../../shared/game/seats.ts';
import type { Ended } from '../../shared/game/state.ts';
import { variantOf } from '../../shared/game/variants.ts';
import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Projection } from '../eventing/projector.ts';
import { type FinishedGame, finishedGames } from './finished-game.ts';
import type { StateAt } from './state-at.ts';

export type Outcome = 'win' | 'draw' | 'loss' | 'aborted';
type Opponents = 'humans' | 'bots';

/** What one game was for one player. */
export interface PlayerOutcome {
  readonly player: PlayerId;
  /** A variant's name, or `custom`. */
  readonly variant: string;
  /** `bots` when a bot played on the other side. */
  readonly opponents: Opponents;
  readonly outcome: Outcome;
  readonly position: number;
}

export interface Statistics {
  readonly variant: string;
  readonly opponents: Opponents;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  readonly aborted: number;
}

/** Counts of finished games. Every adapter passes `test/contract/statistics-store.ts`. */
export interface StatisticsStore {
  /** Adds each outcome in order, except where that player's count has seen its position or a later one. */
  add(outcomes: readonly PlayerOutcome[]): Promise<void>;
  /** By variant, then opponents. */
  of(player: PlayerId): Promise<readonly Statistics[]>;
  clear(): Promise<void>;
}

const outcomeFor = ({ side }: Seat, { winner, reason }: Ended['result']): Outcome => {
  if (reason === 'aborted' || reason === 'expired') return 'aborted';
  if (winner === null) return 'draw';
  return winner === side ? 'win' : 'loss';
};

/** A game that never began counts for nobody. */
const outcomesOf = ({ position, state }: FinishedGame): readonly PlayerOutcome[] => {
  if (!isFullySeated(state)) return [];
  const variant = variantOf(state.settings) ?? 'custom';
  return state.seats.map((seat) => ({
    player: seat.player,
    variant,
    opponents: state.seats.some((other) => other.side !== seat.side && other.standing === 'bot') ? 'bots' : 'humans',
    outcome: outcomeFor(seat, state.result),
    position,
  }));
};

/** Keeps each player's count of wins, draws, losses and aborted games. */
export const createStatisticsProjection = (
  stateAt: StateAt,
  statistics: Pick<StatisticsStore, 'add' | 'clear'>,
): Projection<GameEvent> => ({
  name: 'statistics',
  apply: async (commits) => {
    const outcomes = (await finishedGames(stateAt, commits)).flatMap(outcomesOf);
    if (outcomes.length > 0) await statistics.add(outcomes);
  },
  reset: () => statistics.clear(),
});
