import type { Unsubscribe } from './listeners.ts';

/**
 * Carries messages between the nodes of an installation; this node does not hear its own. It promises nothing: a message may be
 * lost, and then `onDoubt` calls back once messages arrive again.
 */
export interface Bus {
  /** Never throws. */
  publish(channel: string, message: string): void;
  subscribe(channel: string, listener: (message: string) => void): Subscription;
  onDoubt(run: () => void): Unsubscribe;
}

export interface Subscription {
  /** Resolves once messages are heard; also when that has to wait for the transport, which then ends in a doubt. */
  readonly ready: Promise<void>;
  readonly end: Unsubscribe;
}
