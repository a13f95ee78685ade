import type { Commit } from './event-store.ts';

/** A commit that is durable, as everyone hears of it. */
export interface Published<Event> extends Commit<Event> {
  readonly milestone: boolean;
}

type Listener<Event> = (commit: Published<Event>) => void;
export type Unsubscribe = () => void;

/**
 * Tells of commits at once. It promises nothing: a message may be lost, repeated or late, so a follower goes by the
 * version and reads the log over a gap. A transport between nodes therefore only has to wrap a feed: send what is
 * published to it, and publish what arrives from elsewhere to the one it wraps.
 */
export interface Feed<Event> {
  publish(commit: Published<Event>): void;
  follow(stream: string, listener: Listener<Event>): Unsubscribe;
  followAll(listener: Listener<Event>): Unsubscribe;
}

/** The feed of one process. What a listener throws goes to `report`, not to the publisher nor in another listener's way. */
export const createFeed = <Event>(report: (error: unknown) => void): Feed<Event> => {
  const everyone = new Set<Listener<Event>>();
  const byStream = new Map<string, Set<Listener<Event>>>();

  const tell = (listeners: Iterable<Listener<Event>>, commit: Published<Event>): void => {
    for (const listener of listeners) {
      try {
        listener(commit);
      } catch (error) {
        report(error);
      }
    }
  };

  const leave = (stream: string, listener: Listener<Event>): void => {
    const listeners = byStream.get(stream);
    listeners?.delete(listener);
    if (listeners?.size === 0) byStream.delete(stream);
  };

  return {
    publish: (commit) => {
      tell(byStream.get(commit.stream) ?? [], commit);
      tell(everyone, commit);
    },
    follow: (stream, listener) => {
      const mine: Listener<Event> = (commit) => listener(commit);
      byStream.set(stream, (byStream.get(stream) ?? new Set()).add(mine));
      return () => leave(stream, mine);
    },
    followAll: (listener) => {
      const mine: Listener<Event> = (commit) => listener(commit);
      everyone.add(mine);
      return () => void everyone.delete(mine);
    },
  };
};
