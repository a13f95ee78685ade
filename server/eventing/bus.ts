import type { Unsubscribe } from './listeners.ts';

/**
 * Carries messages between the nodes of an installation; this node does not hear its own. It promises nothing: a message may be
 * lost, and then `onDoubt` calls back once messages arrive again.
 */
export interface Bus {
  /**
   * Never throws. `unheard` is called when it is known that no other node listened to the channel at that moment, which is known
   * only of a channel that this node listens to. Messages that were sent later may have been heard by then.
   */
  publish(channel: string, message: string, unheard?: () => void): void;
  subscribe(channel: string, listener: (message: string) => void): Subscription;
  onDoubt(run: () => void): Unsubscribe;
}

export interface Subscription {
  /** Resolves once messages are heard; also when that has to wait for the transport, which then ends in a doubt. */
  readonly ready: Promise<void>;
  readonly end: Unsubscribe;
}
