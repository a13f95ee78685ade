import type { Decider } from '../../../shared/kernel/decider.ts';
import { accept, refuse } from '../../../shared/kernel/result.ts';

/** A rule set small enough for tests of everything around it: a sum that may not pass 1,000. */
export type CounterCommand = { readonly add: number } | { readonly addOnce: number };
export type CounterEvent = { readonly added: number };

export const counter: Decider<CounterCommand, CounterEvent, number, 'counter/full' | 'counter/not-zero'> = {
  initial: 0,
  decide: (sum, command) => {
    if ('addOnce' in command) return sum === 0 ? accept([{ added: command.addOnce }]) : refuse('counter/not-zero');
    if (sum + command.add > 1000) return refuse('counter/full');
    return accept(command.add === 0 ? [] : [{ added: command.add }]);
  },
  evolve: (sum, { added }) => sum + added,
};
