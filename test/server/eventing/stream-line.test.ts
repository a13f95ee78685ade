import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createFeed, type Feed, type Published } from '../../../server/eventing/feed.ts';
import { type Follower, followStream } from '../../../server/eventing/follower.ts';
import { createSharedFeed } from '../../../server/eventing/shared-feed.ts';
import { seeded } from '../../support/random.ts';
import { linkedBuses } from './linked-buses.ts';
import { type Possible, waywardBuses } from './wayward-buses.ts';

const fail = (error: unknown): void => assert.fail(String(error));

const commit = (version: number, milestone = false): Published<string> => ({
  ...{ stream: 'a', version, milestone, commitId: `c${version}`, at: 1, events: ['e'] },
});

describe('the commits of a stream that one node follows', () => {
  const nodes = (count: number) => {
    const link = linkedBuses(count);
    const feeds = link.buses.map((bus) => createSharedFeed<string>({ local: createFeed(fail), bus }));
    /** Resolves to all versions that a new follower hears of, and how to end it. */
    const follow = async (feed: Feed<string>) => {
      const heard: unknown[] = [];
      const following = feed.follow(
        'a',
        ({ version }) => heard.push(version),
        async (version) => void heard.push(version ? `up to ${version}` : 'look'),
      );
      await following.ready;
      return { heard, end: following.end };
    };
    const [here, there] = feeds as [Feed<string>, Feed<string>];
    return { ...link, here, there, follow };
  };

  it('[FD20] are kept to itself; its milestones are told to every node', async () => {
    const { here, follow, said } = nodes(3);
    const { heard } = await follow(here);
    said.length = 0;
    here.publish(commit(1));
    here.publish(commit(2, true));
    assert.deepEqual(heard, [1, 2]);
    assert.deepEqual(said, ['milestones']);
  });

  it('[FD20] are also kept to itself when several here follow, and when the others have left again', async () => {
    const { here, there, follow, said } = nodes(2);
    const own = [await follow(here), await follow(here)];
    const other = await follow(there);
    here.publish(commit(1));
    other.end();
    here.publish(commit(2));
    said.length = 0;
    here.publish(commit(3));
    for (const { heard } of own) assert.deepEqual(heard, [1, 2, 3]);
    assert.deepEqual(other.heard, [1]);
    assert.deepEqual(said, []);
  });

  it('[FD21] are told as soon as another follows, which is told first how far the log is', async () => {
    const { here, there, follow } = nodes(2);
    const first = await follow(here);
    here.publish(commit(1));
    here.publish(commit(2));
    const second = await follow(there);
    here.publish(commit(3));
    there.publish(commit(4));
    assert.deepEqual(second.heard, ['up to 2', 3, 4]);
    assert.deepEqual(first.heard, [1, 2, 3, 4]);
  });

  it('[FD22] are told by a node that does not follow it', async () => {
    const { here, there, follow } = nodes(2);
    const first = await follow(here);
    there.publish(commit(1));
    first.end();
    const second = await follow(there);
    here.publish(commit(2));
    assert.deepEqual(second.heard, [2]);
  });

  it('[FD23] whoever kept some back says how far the log is when it stops following', async () => {
    const { buses, here, follow } = nodes(2);
    const heard: unknown[] = [];
    const { end } = await follow(here);
    here.publish(commit(1));
    buses[1]!.subscribe('game:a', (message) => heard.push(JSON.parse(message)));
    end();
    assert.deepEqual(heard, [{ version: 1 }]);
  });

  it('[FD24] nobody counts as alone after a doubt, until it is known again', async () => {
    const { here, there, follow, cut, mend } = nodes(2);
    const first = await follow(here);
    here.publish(commit(1));
    cut();
    const second = await follow(there);
    here.publish(commit(2));
    assert.deepEqual(second.heard, []);
    mend();
    here.publish(commit(3));
    assert.deepEqual(
      second.heard.filter((each) => each !== 'look'),
      ['up to 2', 3],
    );
    second.end();
    assert.deepEqual(first.heard, [1, 2, 'look', 3]);
  });

  it('[FD24] nor while the log is still looked into because of another', async () => {
    const { here, said, mend } = nodes(2);
    here.follow(
      'a',
      () => undefined,
      () => Promise.withResolvers<void>().promise,
    );
    await turn();
    mend();
    mend();
    said.length = 0;
    here.publish(commit(1));
    assert.deepEqual(said, ['game:a']);
  });

  it('[FD24] an answer that was overtaken by a newcomer says nothing', async () => {
    const { nodes: at, told } = waywardBuses(2);
    const [here, there] = at.map(({ bus }) => createSharedFeed<string>({ local: createFeed(fail), bus }));
    const run = async (node: number, what: string): Promise<void> => {
      const [, step] = at[node]!.steps().find(([each]) => each === what)!;
      step();
      await turn();
    };
    const settle = async (): Promise<void> => {
      for (const node of [0, 1, 0, 1, 0, 1])
        while (at[node]!.steps().length > 0) await run(node, at[node]!.steps()[0]![0]);
    };
    await settle();
    here!.follow('a', () => undefined);
    for (const what of ['asked', 'inbox', 'saying']) await run(0, what);
    there!.follow('a', () => undefined);
    for (const what of ['asked', 'inbox', 'saying']) await run(1, what);
    for (const what of ['inbox', 'answers']) await run(0, what);
    const before = told.length;
    here!.publish(commit(1));
    await settle();
    assert.deepEqual(JSON.parse(told.slice(before)[0]!.message), commit(1));
  });
});

describe('followers on several nodes', () => {
  type Site = { readonly feed: Feed<string>; readonly followers: Promise<Follower<number>>[] };

  /** What nodes do with one stream, by chance: follow it, leave it, append to it, and lose connections. */
  const openPlay = (chance: () => number, losses: boolean) => {
    const { nodes, told } = waywardBuses(3);
    const log: Published<string>[] = [];
    const pending: (() => void)[] = [];
    const later = <Result>(work: () => Result): Promise<Result> =>
      new Promise((resolve) => void pending.push(() => resolve(work())));
    const sites = nodes.map(
      ({ bus }): Site => ({ feed: createSharedFeed<string>({ local: createFeed(fail), bus }), followers: [] }),
    );
    const some = <Each>(from: readonly Each[]): Each => from[Math.floor(chance() * from.length)]!;
    const read = async (_: string, after = 0) => {
      const found = await later(() => log.filter(({ version }) => version > after));
      return later(() => found);
    };
    const append = ({ feed }: Site): void => {
      const added = commit(log.length + 1, chance() < 0.1);
      log.push(added);
      pending.push(() => feed.publish(added));
    };
    const follow = ({ feed, followers }: Site): void => {
      const following = followStream<string, number>({
        ...{ store: { read }, feed, stream: 'a', report: fail, onCommit: () => undefined },
        decider: { initial: 0, evolve: (sum) => sum + 1 },
        wait: (_, signal) => (signal.aborted ? Promise.resolve() : later(() => undefined)),
      });
      followers.push(following);
    };
    const unfollow = ({ followers }: Site): void => void followers.shift()?.then(({ stop }) => stop());
    const lose = (): void => (chance() < 0.5 ? some(nodes).loseHearing() : some(nodes).loseSpeaking());
    const acts = [append, append, append, follow, unfollow, unfollow, ...(losses ? [lose] : [])];
    return {
      ...{ log, told },
      followers: () => Promise.all(sites.flatMap(({ followers }) => followers)),
      act: () => some(acts)(some(sites)),
      possible: (): Possible => [
        ...nodes.flatMap((node, at) => node.steps().map(([what, step]) => [`${at} ${what}`, step] as const)),
        ...pending.map((each, at) => [`pending ${at}`, () => pending.splice(pending.indexOf(each), 1)[0]!()] as const),
      ],
    };
  };

  /** Rounds of which each has its own slow connections, and ends when nothing more can happen. */
  const play = async (seed: number, losses: boolean) => {
    const chance = seeded(seed);
    const { log, told, followers, act, possible } = openPlay(chance, losses);
    for (let round = 0; round < 8; round += 1) {
      const speeds = new Map<string, number>();
      const speedOf = (what: string): number => {
        if (!speeds.has(what)) speeds.set(what, chance() ** 4);
        return speeds.get(what)!;
      };
      const step = (): boolean => {
        const drawn = possible().map(([what, run]) => ({ run, at: chance() ** (1 / speedOf(what)) }));
        if (drawn.length > 0) drawn.reduce((best, each) => (each.at > best.at ? each : best)).run();
        return drawn.length > 0;
      };
      for (let acts = 0; acts < 8; ) {
        if (chance() < 0.2 || !step()) {
          act();
          acts += 1;
        }
        await turn();
      }
      while (step()) await turn();
      for (const follower of await followers())
        assert.equal(follower.current().version, log.length, `seed ${seed}, round ${round}: one is behind the log`);
    }
    const kept = log.filter(({ milestone }) => !milestone).length;
    const said = told.filter(({ channel, message }) => channel === 'game:a' && message.includes('"events"')).length;
    return kept - said;
  };

  for (const [what, losses] of [
    ['in whatever order things happen', false],
    ['also when messages are lost', true],
  ] as const)
    it(`[FD25] end with the last version of the log, ${what}`, async function () {
      this.timeout(60_000);
      let kept = 0;
      for (let seed = 1; seed <= 200; seed += 1) kept += await play(seed, losses);
      assert.ok(kept > 200, `${kept} commits kept back`);
    });
});
