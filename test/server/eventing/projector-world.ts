import assert from 'node:assert/strict';
import type { Positioned } from '../../../server/eventing/event-store.ts';
import { createFeed } from '../../../server/eventing/feed.ts';
import type { LeaseTerms } from '../../../server/eventing/lease-keeper.ts';
import type { Projection } from '../../../server/eventing/projector.ts';
import { type SharedProgress, startProjector } from '../../../server/eventing/projector-runner.ts';
import { manualWait } from './manual-wait.ts';
import { openLog } from './open-log.ts';

/** Keeps the texts it was given; `apply` may be made to fail. */
export const listing = () => {
  let texts: string[] = [];
  const given: number[] = [];
  let failing: Error | undefined;
  const projection: Projection<string> = {
    name: 'listing',
    apply: async (batch: readonly Positioned<string>[]) => {
      if (failing) throw failing;
      given.push(batch.length);
      for (const { events } of batch) texts.push(...events);
    },
    reset: async () => {
      texts = [];
    },
  };
  const fail = (error: Error | undefined): void => {
    failing = error;
  };
  return { projection, fail, given, texts: () => texts.join('') };
};

/** A log with the milestones a, b and c, and projectors on it whose waits end when the test says so. */
export const projectorWorld = async () => {
  const log = await openLog<string>();
  const feed = createFeed<string>((error) => assert.fail(String(error)));
  let commits = 0;
  let time = 1000;
  const terms = (holder: string): LeaseTerms => ({ leases: log.leases, holder, ttlMs: 90, now: () => time });
  /** Appends a milestone for each text, each on its own stream, with another commit before it. */
  const append = async (...texts: string[]): Promise<void> => {
    for (const text of texts)
      for (const milestone of [false, true]) {
        const stream = `s${++commits}`;
        const outcome = await log.store.append({
          ...{ stream, expectedVersion: 0, commitId: 'c', at: 1, events: [text], milestone },
        });
        if (outcome.kind === 'appended') feed.publish({ ...outcome.commit, milestone });
      }
  };
  const started = (list = listing(), lease?: LeaseTerms, shared?: SharedProgress, store = log.store, restMs = 0) => {
    const errors: unknown[] = [];
    const waits = manualWait();
    const projector = startProjector({
      ...{ store, checkpoints: log.checkpoints, projection: list.projection },
      wake: (woken) => feed.followAll(({ milestone }) => milestone && woken()),
      report: (error) => errors.push(error),
      wait: waits.wait,
      batch: 2,
      ...{ lease, shared, restMs },
    });
    return { ...list, ...projector, errors, end: waits.end, begun: waits.begun };
  };
  await append('a', 'b', 'c');
  const pass = (ms: number): void => {
    time += ms;
  };
  return { log, append, terms, started, pass };
};
