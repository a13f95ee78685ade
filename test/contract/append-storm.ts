import { writeSync } from 'node:fs';
import type { EventStore, Json } from '../../server/eventing/event-store.ts';
import { seeded } from '../support/random.ts';

const writers = 50;
const mostCommits = 100_000;

/** At once, so that whoever kills this process has read it: a full pipe is tried again, and takes a line whole or not at all. */
const print = (line: string): void => {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
};

/**
 * Appends to many streams at once until it is killed (or has done enough), and prints a line `stream version commitId`
 * for each commit as soon as it is acknowledged. To be run in a process of its own.
 */
export const appendStorm = async (store: EventStore<Json>, seed: number): Promise<void> => {
  const chance = seeded(seed);
  let left = mostCommits;
  const write = async (writer: number): Promise<void> => {
    const stream = `storm-${seed}-${writer}`;
    for (let version = 0; left-- > 0; ) {
      const events = Array.from({ length: chance() < 0.2 ? 2 : 1 }, () => ({ type: 'Moved', chance: chance() }));
      const commitId = `${stream}-${version}`;
      const milestone = chance() < 0.2;
      const outcome = await store.append({
        stream,
        expectedVersion: version,
        commitId,
        at: version,
        events,
        milestone,
      });
      if (outcome.kind !== 'appended') throw new Error(`${commitId}: ${outcome.kind}`);
      version = outcome.commit.version;
      print(`${stream} ${version} ${commitId}\n`);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
};
