import { parentPort } from 'node:worker_threads';
import { chanceFrom } from './chance.ts';
import { createPolicies } from './levels.ts';
import type { Question, Thought } from './think-message.ts';

/** The thread in which bots think: one question at a time, in the order in which they were asked. */
const policyOf = createPolicies();
const port = parentPort;
port?.on('message', ({ id, level, seed, view }: Question) => {
  const thought: Thought = { id, move: policyOf(level)(view, chanceFrom(seed)) };
  port.postMessage(thought);
});
