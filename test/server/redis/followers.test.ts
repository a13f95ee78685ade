import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Bus } from '../../../server/eventing/bus.ts';
import { createFeed, type Published } from '../../../server/eventing/feed.ts';
import { type Follower, followStream } from '../../../server/eventing/follower.ts';
import { createSharedFeed } from '../../../server/eventing/shared-feed.ts';
import { waitInRealTime } from '../../../server/eventing/wait.ts';
import { createRedisBus } from '../../../server/redis/bus.ts';
import { serviceFor } from '../../services.ts';
import { type Linked, openLinked } from './linked.ts';

const fail = (error: unknown): void => assert.fail(String(error));

describe('followers on nodes that meet at a Redis', () => {
  let linked: Linked;
  beforeEach(async function () {
    linked = await openLinked(serviceFor(this, 'redis'));
  });
  afterEach(() => linked?.[Symbol.asyncDispose]());

  const nodeOf = (bus: Bus, log: Published<string>[]) => {
    let said = 0;
    const publish: Bus['publish'] = (channel, message, unheard) => {
      if (channel === 'game:a') said += 1;
      bus.publish(channel, message, unheard);
    };
    const feed = createSharedFeed<string>({ local: createFeed(fail), bus: { ...bus, publish } });
    /** Resolves to whether the others were told. */
    const append = (): boolean => {
      const version = log.length + 1;
      const before = said;
      log.push({ ...{ stream: 'a', version, at: 1, milestone: false }, commitId: `${version}`, events: ['e'] });
      feed.publish(log.at(-1)!);
      return said > before;
    };
    const follow = (): Promise<Follower<number>> =>
      followStream<string, number>({
        ...{ feed, stream: 'a', decider: { initial: 0, evolve: (sum) => sum + 1 } },
        store: { read: async (_, after = 0) => log.filter(({ version }) => version > after) },
        ...{ onCommit: () => undefined, report: fail, wait: waitInRealTime },
      });
    const isAlone = async (): Promise<void> => {
      while (append()) await turn();
    };
    return { append, follow, isAlone };
  };

  const open = async () => {
    const log: Published<string>[] = [];
    const links = [linked.redis, await linked.another()];
    const buses = await Promise.all(links.map((redis, at) => createRedisBus({ redis, self: `n${at}`, report: fail })));
    const [one, two] = buses.map((bus) => nodeOf(bus, log)) as [ReturnType<typeof nodeOf>, ReturnType<typeof nodeOf>];
    /** What nodes do now and then. */
    const mend = async (): Promise<void> => {
      for (const { ask, client } of links) while (!(await ask(() => client.ping()).catch(() => false))) await turn();
      for (const bus of buses) await bus.mend();
    };
    /** Resolves once it has the whole log. */
    const isUpToDate = async (follower: Follower<number>): Promise<void> => {
      while (follower.current().version < log.length) await turn();
    };
    return { one, two, isUpToDate, mend };
  };

  it('[RD12] the only one keeps commits to itself until another comes, and again when that has left', async () => {
    const { one, two, isUpToDate } = await open();
    assert.equal(one.append(), true);
    const first = await one.follow();
    await one.isAlone();
    const following = two.follow();
    one.append();
    const second = await following;
    one.append();
    for (const each of [first, second]) await isUpToDate(each);
    assert.equal(one.append(), true);
    await isUpToDate(second);
    second.stop();
    await one.isAlone();
    assert.equal(two.append(), true);
    await isUpToDate(first);
    first.stop();
    assert.equal(one.append(), true);
  });

  it('[RD12] after Redis was away nobody stays behind', async () => {
    const { one, two, isUpToDate, mend } = await open();
    const first = await one.follow();
    await one.isAlone();
    linked.server.proxy.set('cut');
    one.append();
    const second = await two.follow();
    one.append();
    linked.server.proxy.set('pass');
    await mend();
    for (const each of [second, first]) await isUpToDate(each);
    two.append();
    for (const each of [second, first]) await isUpToDate(each);
    for (const each of [second, first]) each.stop();
  });
});
