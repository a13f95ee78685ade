import type { Bus } from './bus.ts';
import type { Check, Feed, Published } from './feed.ts';
import { createMerged } from './merged.ts';
import { channelOf, createStreamLine } from './stream-line.ts';

interface Needs<Event> {
  /** The feed of this process. */
  readonly local: Feed<Event>;
  readonly bus: Bus;
}

/** Read models of every node, and the states that they keep at hand, go by these. */
const milestones = 'milestones';

/** How many followers look into the log at the same time after a doubt. */
const atATime = 16;

/** The followers of this process, and for each stream that has some one line to those of the other nodes. */
const createLines = <Event>({ local, bus }: Needs<Event>) => {
  const open = (stream: string, close: () => void) => {
    const checks = new Set<Check>();
    const onVersion = (version: number): void => {
      for (const check of checks) void check(version);
    };
    const line = createStreamLine<Event>({ bus, stream, onCommit: local.publish, onVersion });
    const add = (check: Check) => {
      // Two followers may come with the same function.
      const mine: Check = (version) => check(version);
      checks.add(mine);
      return (): void => {
        if (!checks.delete(mine) || checks.size > 0) return;
        close();
        line.end();
      };
    };
    return { ...line, checks, add };
  };
  const lines = new Map<string, ReturnType<typeof open>>();
  return {
    get: (stream: string) => lines.get(stream),
    all: () => [...lines.values()],
    of: (stream: string) => {
      const line = lines.get(stream) ?? open(stream, () => lines.delete(stream));
      lines.set(stream, line);
      return line;
    },
  };
};

/**
 * The feed of all nodes: what is published here is told to the others, and what they publish is told here. A stream's commits
 * reach only nodes that follow it; milestones reach all. After messages may have been lost every follower looks into the
 * log once. Messages are as trusted as the store: whoever can write to the bus is a node.
 */
export const createSharedFeed = <Event>({ local, bus }: Needs<Event>): Feed<Event> => {
  const lines = createLines({ local, bus });
  bus.subscribe(milestones, (message) => local.publish(JSON.parse(message) as Published<Event>));

  // Every node that lost something says so, one after the other.
  const checkAll = createMerged(async () => {
    for (const line of lines.all()) line.announce();
    const all = lines.all().flatMap(({ checks }) => [...checks]);
    for (let from = 0; from < all.length; from += atATime)
      await Promise.all(all.slice(from, from + atATime).map((check) => check()));
  });
  bus.onDoubt(() => {
    for (const line of lines.all()) line.expectOthers();
    void checkAll();
  });

  return {
    publish: (commit) => {
      local.publish(commit);
      const line = lines.get(commit.stream);
      if (commit.milestone) bus.publish(milestones, JSON.stringify(commit));
      else if (line) line.publish(commit);
      else bus.publish(channelOf(commit.stream), JSON.stringify(commit));
    },
    follow: (stream, listener, check = async () => undefined) => {
      const here = local.follow(stream, listener);
      const line = lines.of(stream);
      const leave = line.add(check);
      const end = (): void => {
        here.end();
        leave();
      };
      return { ready: line.ready, end };
    },
    followAll: local.followAll,
  };
};
