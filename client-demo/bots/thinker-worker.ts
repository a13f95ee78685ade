import { parentPort } from 'node:worker_threads';
import { chanceFrom } from './chance.ts';
import { createPolicies } from './levels.ts';
import { loadPolicy } from './load-policy.ts';
import type { Policy } from './policy.ts';
import type { Mind, Question, Thought } from './think-message.ts';

/** The thread in which bots think: one question at a time, in the order in which they were asked. */
const levelOf = createPolicies();
const port = parentPort;

const policyOf = (mind: Mind): Policy | Promise<Policy> =>
  typeof mind === 'number' ? levelOf(mind) : loadPolicy(mind);

port?.on('message', async ({ id, mind, seed, view }: Question) => {
  const policy = await policyOf(mind);
  const thought: Thought = { id, move: policy(view, chanceFrom(seed)) };
  port.postMessage(thought);
});
