import type { Commit } from './event-store.ts';
import { createListeners, type Unsubscribe } from './listeners.ts';

/** A commit that is durable, as everyone hears of it. */
export interface Published<Event> extends Commit<Event> {
  readonly milestone: boolean;
}

type Listener<Event> = (commit: Published<Event>) => void;

/** Looks into the log, unless the follower has the version of which it is told. */
export type Check = (version?: number) => Promise<void>;

interface Following {
  /** Resolves once nothing that is published from now on is missed. */
  readonly ready: Promise<void>;
  readonly end: Unsubscribe;
}

/**
 * Tells of commits at once. It promises nothing: a message may be lost, repeated or late, so a follower goes by the
 * version and reads the log over a gap. A transport between nodes therefore only has to wrap a feed: send what is
 * published to it, and publish what arrives from elsewhere to the one it wraps.
 */
export interface Feed<Event> {
  publish(commit: Published<Event>): void;
  /** `check` is called when a message about the stream may have been lost, and with a version that was not told of by its commit. */
  follow(stream: string, listener: Listener<Event>, check?: Check): Following;
  followAll(listener: Listener<Event>): Unsubscribe;
}

/** The feed of one process. What a listener throws goes to `report`, not to the publisher nor in another listener's way. */
export const createFeed = <Event>(report: (error: unknown) => void): Feed<Event> => {
  const ofStream = createListeners<string, Published<Event>>(report);
  const ofAll = createListeners<'all', Published<Event>>(report);
  return {
    publish: (commit) => {
      ofStream.tell(commit.stream, commit);
      ofAll.tell('all', commit);
    },
    follow: (stream, listener) => ({ ready: Promise.resolve(), end: ofStream.add(stream, listener) }),
    followAll: (listener) => ofAll.add('all', listener),
  };
};
