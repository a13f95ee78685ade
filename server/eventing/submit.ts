import { createAttempt, type Submission, type SubmitNeeds } from './attempt.ts';
import { createCatchUp } from './catch-up.ts';
import { unwritten } from './loaded.ts';
import { Contended, type Submit } from './outcome.ts';
import { createSerially } from './serially.ts';

const mostTries = 8;

/**
 * Loads the stream's state, decides, appends durably, publishes, answers. Within a process the commands of a stream
 * wait for each other; against other processes the expected version decides, and the loser decides again.
 */
export const createSubmit = <Command, Event, State, Refusal>(
  needs: SubmitNeeds<Command, Event, State, Refusal>,
): Submit<Command, Event, State, Refusal> => {
  const { cache, decider } = needs;
  const catchUp = createCatchUp(needs);
  const attempt = createAttempt(needs, catchUp);
  const serially = createSerially();

  const tryUntilDecided = async (submission: Submission<Command>) => {
    const { stream } = submission;
    let loaded = cache.get(stream) ?? (await catchUp(stream, unwritten(decider)));
    for (let tries = 0; tries < mostTries; tries++) {
      const outcome = await attempt(submission, loaded);
      if (outcome) return outcome;
      loaded = await catchUp(stream, cache.get(stream) ?? loaded);
    }
    throw new Contended(`${stream} changed ${mostTries} times while a command was decided`);
  };

  return (stream, command, commitId) =>
    serially(stream, async () => {
      try {
        return await tryUntilDecided({ stream, command, commitId });
      } catch (error) {
        // What was written is not known, so the log is asked the next time.
        cache.drop(stream);
        throw error;
      }
    });
};
