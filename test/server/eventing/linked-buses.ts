import type { Bus } from '../../../server/eventing/bus.ts';
import { createListeners } from '../../../server/eventing/listeners.ts';

/** Which channels a node listens to, and what it hears there. */
const listening = (fail: (error: unknown) => void) => {
  const { add, tell } = createListeners<string, string>(fail);
  const open: string[] = [];
  return {
    tell,
    hears: (channel: string) => open.includes(channel),
    subscribe: (channel: string, listener: (message: string) => void) => {
      const remove = add(channel, listener);
      open.push(channel);
      const end = (): void => {
        remove();
        open.splice(open.indexOf(channel), 1);
      };
      return { ready: Promise.resolve(), end };
    },
  };
};

/** Buses of several nodes that hear each other at once, and a switch that loses what is said. */
export const linkedBuses = (nodes: number) => {
  const fail = (error: unknown): void => {
    throw error;
  };
  const heard = Array.from({ length: nodes }, () => listening(fail));
  const doubt = createListeners<'doubt', undefined>(fail);
  const said: string[] = [];
  let cut = false;
  const buses: Bus[] = heard.map((own) => ({
    publish: (channel, message, unheard) => {
      said.push(channel);
      if (cut) return;
      const others = heard.filter((other) => other !== own && other.hears(channel));
      for (const other of others) other.tell(channel, message);
      if (others.length === 0 && own.hears(channel)) unheard?.();
    },
    subscribe: own.subscribe,
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
