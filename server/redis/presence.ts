import { setTimeout as sleep } from 'node:timers/promises';
import { RedisPresence } from '@colyseus/redis-presence';
import type { Redis } from 'ioredis';
import { type RedisLink, renew } from './connection.ts';

const ignore = (): undefined => undefined;

/** What Colyseus' channels of rooms begin with. */
const roomPrefix = '$';
/** What nobody heard is said again so often, this many ms apart. */
const [mostTimes, againMs] = [20, 25];

/**
 * Colyseus asks its presence for things and does not wait for the answer, or waits for ever when asking fails. Without Redis these
 * come to nothing instead; what was to be heard is heard again once the connection is back.
 */
class PatientPresence extends RedisPresence {
  /** Connected before it is used: nothing is queued. */
  async open(): Promise<this> {
    this.sub.on('error', ignore);
    await this.sub.connect();
    return this;
  }

  protected override resubscribeAll(): void {
    const topics = this.subscriptions.eventNames().filter((topic) => typeof topic === 'string');
    if (topics.length > 0) (this.sub as Redis).subscribe(...topics).catch(() => renew(this.sub as Redis));
  }

  override async subscribe(topic: string, callback: (...args: unknown[]) => void): Promise<this> {
    await super.subscribe(topic, callback).catch(ignore);
    return this;
  }

  override async unsubscribe(topic: string, callback?: (...args: unknown[]) => void): Promise<this> {
    await super.unsubscribe(topic, callback).catch(ignore);
    return this;
  }

  /** A room is listed a moment before its node listens for what it is asked: until somebody hears it, it is said again. */
  override async publish(topic: string, data: unknown = false): Promise<void> {
    const text = JSON.stringify(data);
    for (let times = 1; ; times += 1) {
      const heardBy = await this.pub.publish(topic, text).catch(ignore);
      if (heardBy !== 0 || !topic.startsWith(roomPrefix) || times === mostTimes) return;
      await sleep(againMs, undefined, { ref: false });
    }
  }

  override hset(key: string, field: string, value: string): Promise<boolean> {
    return super.hset(key, field, value).catch(() => false);
  }

  override hdel(key: string, field: string): Promise<boolean> {
    return super.hdel(key, field).catch(() => false);
  }

  /** To be called now and then: a connection that only hears does not notice by itself that it was cut. */
  async mend(): Promise<void> {
    await this.sub.ping().catch(() => renew(this.sub as Redis));
  }

  /** Cuts at once, also when nobody answers; the connection that sends is not its own. */
  override shutdown(): void {
    this.sub.disconnect();
  }
}

/** The presence of a node among others. */
export const openPresence = ({ client }: RedisLink): Promise<RedisPresence & { mend(): Promise<void> }> =>
  new PatientPresence(client).open();
