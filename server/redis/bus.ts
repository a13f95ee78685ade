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

type Message = [channel: string, message: string, unheard?: () => void];

/** Sends what one turn of the event loop has to say in one go; says so when that could not be sent. */
const createSending = ({ redis, self }: Needs, hears: (channel: string) => boolean, lost: () => void) => {
  let unsent: Message[] = [];
  const flush = async (): Promise<void> => {
    const sending = redis.client.pipeline();
    const messages = unsent;
    unsent = [];
    for (const [channel, message] of messages) sending.publish(prefix + channel, `${self} ${message}`);
    try {
      for (const [at, [error, heardBy]] of (await sending.exec())?.entries() ?? []) {
        const [channel, , unheard] = messages[at]!;
        if (error) lost();
        else if (heardBy === 1 && hears(channel)) unheard?.();
      }
    } catch {
      lost();
    }
  };
  return (...message: Message): void => {
    if (!redis.isUp()) {
      lost();
      return;
    }
    unsent.push(message);
    if (unsent.length === 1) setImmediate(() => void flush());
  };
};

/** Hears channels for as long as somebody listens to them, and all of them again after the connection was lost. */
const createHearing = (hearing: Redis, { self, report }: Needs, onBack: () => void) => {
  const heard = createListeners<string, string>(report);
  const counts = new Map<string, number>();
  /** The channels of which Redis has said that they are heard. */
  const confirmed = new Set<string>();
  const hear = async (channels: readonly string[], onHeard = (): void => undefined): Promise<void> => {
    try {
      await hearing.subscribe(...channels.map((channel) => prefix + channel));
    } catch {
      // Subscribed again with all others once the connection is back, and checked then.
      renew(hearing);
      return;
    }
    for (const channel of channels) if (counts.has(channel)) confirmed.add(channel);
    onHeard();
  };
  hearing.on('message', (channel: string, text: string) => {
    // Its own words come back too, and are not even parsed.
    if (!text.startsWith(`${self} `)) heard.tell(channel.slice(prefix.length), text.slice(text.indexOf(' ') + 1));
  });
  hearing.on('close', () => confirmed.clear());
  hearing.on('ready', () => void hear([...counts.keys()], onBack));
  const leave = (channel: string): void => {
    const left = (counts.get(channel) ?? 1) - 1;
    counts.set(channel, left);
    if (left > 0) return;
    counts.delete(channel);
    confirmed.delete(channel);
    hearing.unsubscribe(prefix + channel).catch(() => undefined);
  };
  const subscribe = (channel: string, listener: (message: string) => void): Subscription => {
    const others = counts.get(channel) ?? 0;
    counts.set(channel, others + 1);
    const remove = heard.add(channel, listener);
    const end = (): void => {
      remove();
      leave(channel);
    };
    return { ready: hear([channel]), end };
  };
  return { subscribe, hears: (channel: string): boolean => confirmed.has(channel) };
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
  const { subscribe, hears } = createHearing(connection, needs, tellDoubt);
  const publish = createSending(needs, hears, () => {
    hasLost = true;
  });
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
