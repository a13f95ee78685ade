import type { Bus } from './bus.ts';
import { createListeners, type Unsubscribe } from './listeners.ts';

/**
 * Small news between nodes, by their topic; each is JSON. News may be lost: whoever hears it must be right without it, only
 * later, by looking again now and then or when `doubt` is called.
 */
export interface Notices<Topics> {
  /** To the other nodes. */
  tell<Topic extends keyof Topics & string>(topic: Topic, news: Topics[Topic]): void;
  /** Of the other nodes. `doubt` is called when some of it may have been lost. */
  hear<Topic extends keyof Topics & string>(
    topic: Topic,
    listener: (news: Topics[Topic]) => void,
    doubt?: () => void,
  ): Unsubscribe;
}

const channel = 'notices';

/** All topics share one channel: every node hears all of them. `report` gets what a listener throws. */
export const createNotices = <Topics>(bus: Bus, report: (error: unknown) => void): Notices<Topics> => {
  const heard = createListeners<string, never>(report);
  bus.subscribe(channel, (message) => {
    const [topic, news] = JSON.parse(message) as [string, never];
    heard.tell(topic, news);
  });
  return {
    tell: (topic, news) => bus.publish(channel, JSON.stringify([topic, news])),
    hear: (topic, listener, doubt) => {
      const ends = [heard.add(topic, listener as (news: never) => void), ...(doubt ? [bus.onDoubt(doubt)] : [])];
      return () => {
        for (const end of ends) end();
      };
    },
  };
};

/** Where there is no other node. */
export const noNotices = { tell: () => undefined, hear: () => () => undefined };
