import { ApiProblem, isPassing } from '../../connection/problem.ts';
import { backoffMs, type Timing, wait } from '../../connection/timing.ts';

const mostAttempts = 8;
const longestWaitMs = 30_000;

/** Repeats a call that fails in passing: as long as a 429 asks, else longer each time; the eighth failure is the answer. */
export const patiently = async <Answer>(timing: Timing, call: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || attempt === mostAttempts) throw error;
      const asked = error instanceof ApiProblem ? (error.retryAfterMs ?? 0) : 0;
      await wait(timing, Math.max(asked, backoffMs(attempt, timing.chance(), longestWaitMs)));
    }
  }
};
