import type { Result } from './result.ts';

/**
 * A rule set as a pure function (Chassaing, "Functional event sourcing: Decider").
 * Time, chance and identity arrive inside the command; `evolve` is total and never refuses the past.
 */
export interface Decider<Command, Event, State, Refusal> {
  readonly initial: State;
  decide(state: State, command: Command): Result<readonly Event[], Refusal>;
  evolve(state: State, event: Event): State;
}
