import assert from 'node:assert/strict';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import type { GameRefusal } from '../../../shared/game/refusals.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { fold } from './fixtures.ts';

/** Given a history, when a command arrives, it yields these events, is refused for this reason, or leads to such a state. */
export const given = (history: readonly GameEvent[]) => ({
  when: (command: GameCommand) => {
    const state = fold(history);
    const decision = game.decide(state, command);
    const events = () => (decision.ok ? decision.value : assert.fail(`refused ${decision.refusal}`));
    return {
      yields: (...expected: readonly GameEvent[]) => assert.deepEqual(events(), expected),
      refuses: (refusal: GameRefusal) => assert.deepEqual(decision, { ok: false, refusal }),
      leads: (look: (state: GameState) => void) => look(events().reduce(game.evolve, state)),
    };
  },
});
