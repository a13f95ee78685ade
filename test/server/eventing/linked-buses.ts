import type { Bus } from '../../../server/eventing/bus.ts';
import { createListeners } from '../../../server/eventing/listeners.ts';

/** Buses of several nodes that hear each other at once, and a switch that loses what is said. */
export const linkedBuses = (nodes: number) => {
  const fail = (error: unknown): void => {
    throw error;
  };
  const heard = Array.from({ length: nodes }, () => createListeners<string, string>(fail));
  const doubt = createListeners<'doubt', undefined>(fail);
  const said: string[] = [];
  let cut = false;
  const buses: Bus[] = heard.map((own) => ({
    publish: (channel, message) => {
      said.push(channel);
      if (!cut) for (const other of heard) if (other !== own) other.tell(channel, message);
    },
    subscribe: (channel, listener) => ({ ready: Promise.resolve(), end: own.add(channel, listener) }),
    onDoubt: (run) => doubt.add('doubt', run),
  }));
  return {
    buses,
    /** The channel of everything that was said. */
    said,
    cut: (): void => {
      cut = true;
    },
    mend: (): void => {
      cut = false;
      doubt.tell('doubt', undefined);
    },
  };
};
