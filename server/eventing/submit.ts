import { createCatchUp } from './catch-up.ts';
import { createEndings, type Submission, type SubmitNeeds } from './endings.ts';
import { unwritten } from './loaded.ts';
import { Contended, type Submit } from './outcome.ts';
import { createSerially } from './serially.ts';

const mostTries = 8;

/**
 * Loads the stream's state, decides, appends durably, publishes, answers. Within a process the commands of a stream
 * wait for each other; against other processes the expected version decides, and the loser decides again.
 *
 * One async function, since commands that a store has written together go on together: each further `await` between them and
 * the answer would be a microtask more for each of them.
 */
export const createSubmit = <Command, Event, State, Refusal>(
  needs: SubmitNeeds<Command, Event, State, Refusal>,
): Submit<Command, Event, State, Refusal> => {
  const { cache, decider, store, isMilestone, now, appendTook } = needs;
  const catchUp = createCatchUp(needs);
  const { appended, repeated, refused, unchanged } = createEndings(needs, catchUp);
  const serially = createSerially();

  const decideAndAppend = async (submission: Submission<Command>) => {
    const { stream, commitId } = submission;
    let loaded = cache.get(stream) ?? (await catchUp(stream, unwritten(decider)));
    for (let tries = 0; tries < mostTries; tries++) {
      const decision = decider.decide(loaded.state, submission.command);
      if (!decision.ok) {
        const ending = await refused(submission, loaded, decision.refusal);
        if (ending) return ending;
      } else {
        const events = decision.value;
        if (events.length === 0) return unchanged(submission, loaded);
        const commit = { stream, expectedVersion: loaded.version, commitId, at: now(), events };
        const began = performance.now();
        const outcome = await store.append({ ...commit, milestone: isMilestone(events) });
        appendTook?.((performance.now() - began) / 1000);
        if (outcome.kind === 'appended') return appended(outcome.commit, loaded);
        if (outcome.kind === 'duplicate') return await repeated(outcome.commit, loaded);
      }
      loaded = await catchUp(stream, cache.get(stream) ?? loaded);
    }
    throw new Contended(`${stream} changed ${mostTries} times while a command was decided`);
  };

  // What a failed append has written is not known: the log is asked the next time.
  return (stream, command, commitId) =>
    serially(
      stream,
      () => decideAndAppend({ stream, command, commitId }),
      () => cache.drop(stream),
    );
};
