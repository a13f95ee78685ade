import type { Redis } from 'ioredis';
import type { Bus, Subscription } from '../eventing/bus.ts';
import { createListeners } from '../eventing/listeners.ts';
import { type RedisLink, renew } from './connection.ts';

interface Needs {
  readonly redis: RedisLink;
  /** Names this process; any text without a space. */
  readonly self: string;
  /** What a listener throws. */
  readonly report: (error: unknown) => void;
}

const prefix = 'octo:bus:';
/** Says that messages of the sender were lost: everyone checks. */
const doubts = 'doubt';

/** Sends what one turn of the event loop has to say in one go; says so when that could not be sent. */
const createSending = ({ redis, self }: Needs, lost: () => void) => {
  let unsent: [channel: string, message: string][] = [];
  const flush = async (): Promise<void> => {
    const sending = redis.client.pipeline();
    for (const [channel, message] of unsent) sending.publish(prefix + channel, `${self} ${message}`);
    unsent = [];
    try {
      const results = await sending.exec();
      if (results?.some(([error]) => error)) lost();
    } catch {
      lost();
    }
  };
  return (channel: string, message: string): void => {
    if (!redis.isUp()) {
      lost();
      return;
    }
    unsent.push([channel, message]);
    if (unsent.length === 1) setImmediate(() => void flush());
  };
};

/** Hears channels for as long as somebody listens to them, and all of them again after the connection was lost. */
const createHearing = (hearing: Redis, { self, report }: Needs, onBack: () => void) => {
  const heard = createListeners<string, string>(report);
  const counts = new Map<string, number>();
  const hear = (channels: readonly string[]): Promise<void> =>
    hearing.subscribe(...channels.map((channel) => prefix + channel)).then(
      () => undefined,
      // Subscribed again with all others once the connection is back, and checked then.
      () => renew(hearing),
    );
  hearing.on('message', (channel: string, text: string) => {
    // Its own words come back too, and are not even parsed.
    if (!text.startsWith(`${self} `)) heard.tell(channel.slice(prefix.length), text.slice(text.indexOf(' ') + 1));
  });
  hearing.on('ready', () => void hear([...counts.keys()]).then(onBack));
  const leave = (channel: string): void => {
    const left = (counts.get(channel) ?? 1) - 1;
    counts.set(channel, left);
    if (left > 0) return;
    counts.delete(channel);
    hearing.unsubscribe(prefix + channel).catch(() => undefined);
  };
  return (channel: string, listener: (message: string) => void): Subscription => {
    const others = counts.get(channel) ?? 0;
    counts.set(channel, others + 1);
    const remove = heard.add(channel, listener);
    const end = (): void => {
      remove();
      leave(channel);
    };
    return { ready: hear([channel]), end };
  };
};

/** To be called now and then. */
interface Mending {
  mend(): Promise<void>;
}

/** The bus over Redis' publish and subscribe, on a connection of its own for hearing. */
export const createRedisBus = async (needs: Needs): Promise<Bus & Mending> => {
  const { redis } = needs;
  const connection = await redis.newSubscriber();
  const doubt = createListeners<'doubt', undefined>(needs.report);
  const tellDoubt = (): void => doubt.tell('doubt', undefined);
  let hasLost = false;
  const publish = createSending(needs, () => {
    hasLost = true;
  });
  const subscribe = createHearing(connection, needs, tellDoubt);
  await subscribe(doubts, tellDoubt).ready;
  return {
    publish,
    subscribe,
    onDoubt: (run) => doubt.add('doubt', run),
    mend: async () => {
      await connection.ping().catch(() => renew(connection));
      if (!hasLost || !redis.isUp()) return;
      hasLost = false;
      publish(doubts, '');
    },
  };
};
