import type { Bus } from './bus.ts';
import type { Feed, Following, Published } from './feed.ts';
import { createMerged } from './merged.ts';

interface Needs<Event> {
  /** The feed of this process. */
  readonly local: Feed<Event>;
  readonly bus: Bus;
}

/** Read models of every node, and the states that they keep at hand, go by these. */
const milestones = 'milestones';
const channelOf = (stream: string): string => `game:${stream}`;

/** How many followers look into the log at the same time after a doubt. */
const atATime = 16;

type Check = () => Promise<void>;

/**
 * The feed of all nodes: what is published here is told to the others, and what they publish is told here. A stream's commits
 * reach only nodes that follow it; milestones reach all. After messages may have been lost every follower looks into the
 * log once. Messages are as trusted as the store: whoever can write to the bus is a node.
 */
export const createSharedFeed = <Event>({ local, bus }: Needs<Event>): Feed<Event> => {
  const checks = new Set<Check>();
  const tellHere = (message: string): void => local.publish(JSON.parse(message) as Published<Event>);
  bus.subscribe(milestones, tellHere);

  // Every node that lost something says so, one after the other.
  const checkAll = createMerged(async () => {
    const all = [...checks];
    for (let from = 0; from < all.length; from += atATime)
      await Promise.all(all.slice(from, from + atATime).map((check) => check()));
  });
  bus.onDoubt(() => void checkAll());

  const follow: Feed<Event>['follow'] = (stream, listener, check): Following => {
    const here = local.follow(stream, listener);
    const there = bus.subscribe(channelOf(stream), tellHere);
    if (check) checks.add(check);
    const end = (): void => {
      here.end();
      there.end();
      if (check) checks.delete(check);
    };
    return { ready: there.ready, end };
  };
  return {
    publish: (commit) => {
      local.publish(commit);
      const message = JSON.stringify(commit);
      bus.publish(channelOf(commit.stream), message);
      if (commit.milestone) bus.publish(milestones, message);
    },
    follow,
    followAll: local.followAll,
  };
};
