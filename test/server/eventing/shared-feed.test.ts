import assert from 'node:assert/strict';
import { createFeed, type Published } from '../../../server/eventing/feed.ts';
import { followStream } from '../../../server/eventing/follower.ts';
import { createNotices } from '../../../server/eventing/notices.ts';
import { createSharedFeed } from '../../../server/eventing/shared-feed.ts';
import { linkedBuses } from './linked-buses.ts';
import { manualWait } from './manual-wait.ts';

const fail = (error: unknown): void => assert.fail(String(error));

const commit = (stream: string, version: number, milestone = false): Published<string> => ({
  ...{ stream, version, milestone, commitId: `c${version}`, at: 1, events: [`e${version}`] },
});

const nodes = () => {
  const link = linkedBuses(2);
  const [here, there] = link.buses.map((bus) => createSharedFeed<string>({ local: createFeed(fail), bus }));
  return { ...link, here: here!, there: there! };
};

const joining = { initial: '', evolve: (text: string, event: string) => text + event };

describe('the feed of several nodes', () => {
  it('[FD12] who follows a stream hears of it from every node, and of no other stream', () => {
    const { here, there } = nodes();
    const heard: string[] = [];
    there.follow('a', ({ stream, version }) => heard.push(`${stream}${version}`));
    here.publish(commit('a', 1));
    here.publish(commit('b', 1));
    there.publish(commit('a', 2));
    assert.deepEqual(heard, ['a1', 'a2']);
  });

  it('[FD13] a milestone reaches every node, another commit only those that follow its stream', () => {
    const { here, there } = nodes();
    const heard: unknown[] = [];
    there.followAll((each) => heard.push(each));
    here.publish(commit('a', 1));
    here.publish(commit('a', 2, true));
    assert.deepEqual(heard, [commit('a', 2, true)]);
  });

  it('[FD14] after messages were lost every follower looks into the log, once', async () => {
    const { here, there, cut, mend } = nodes();
    const log = [commit('a', 1)];
    let reads = 0;
    const seen: number[] = [];
    const caught = Promise.withResolvers<void>();
    const follower = await followStream<string, string>({
      store: {
        read: async (_, after = 0) => {
          reads += 1;
          return log.filter(({ version }) => version > after);
        },
      },
      ...{ feed: there, decider: joining, stream: 'a', report: fail, wait: manualWait().wait },
      onCommit: ({ version }) => {
        seen.push(version);
        caught.resolve();
      },
    });
    cut();
    log.push(commit('a', 2));
    here.publish(commit('a', 2));
    assert.equal(follower.current().version, 1);
    const before = reads;
    mend();
    await caught.promise;
    assert.deepEqual(seen, [2]);
    assert.equal(reads, before + 1);
    follower.stop();
  });

  it('[FD14] however often messages were lost, no more than some look at the same time', async () => {
    const { there, mend } = nodes();
    let [looks, looking, most] = [0, 0, 0];
    const check = async (): Promise<void> => {
      looks += 1;
      most = Math.max(most, ++looking);
      await new Promise(setImmediate);
      looking -= 1;
    };
    for (let at = 0; at < 40; at += 1) there.follow(`g${at}`, fail, () => check());
    for (let lost = 0; lost < 5; lost += 1) mend();
    while (looks < 80 || looking > 0) await new Promise(setImmediate);
    for (let more = 0; more < 10; more += 1) await new Promise(setImmediate);
    assert.deepEqual([looks, most], [80, 16]);
  });

  it('[FD15] a follower reads the log only when the other nodes are heard, so that nothing falls in between', async () => {
    const { there } = nodes();
    const heard = Promise.withResolvers<void>();
    const steps: string[] = [];
    const following = followStream<string, string>({
      store: {
        read: async () => {
          steps.push('read');
          return [];
        },
      },
      feed: {
        follow: (...asked) => ({
          ...there.follow(...asked),
          ready: heard.promise.then(() => void steps.push('heard')),
        }),
      },
      ...{ decider: joining, stream: 'a', report: fail, wait: manualWait().wait, onCommit: () => undefined },
    });
    heard.resolve();
    (await following).stop();
    assert.deepEqual(steps, ['heard', 'read']);
  });

  it('[FD16] whoever stops following hears nothing more', () => {
    const { here, there } = nodes();
    const heard: unknown[] = [];
    const { end } = there.follow('a', (each) => heard.push(each));
    end();
    here.publish(commit('a', 1));
    there.publish(commit('a', 2));
    assert.deepEqual(heard, []);
  });

  it('[FD17] small news reach the other nodes by their topic', () => {
    const { buses } = linkedBuses(3);
    const [first, second, third] = buses.map((bus) => createNotices<{ one: string; two: number }>(bus, fail));
    const heard: unknown[] = [];
    for (const node of [first!, second!, third!]) node.hear('one', (news) => heard.push(news));
    first!.tell('one', 'news');
    first!.tell('two', 2);
    assert.deepEqual(heard, ['news', 'news']);
  });

  it('[FD18] who hears news is told when some may have been lost, for as long as it listens', () => {
    const { buses, cut, mend } = linkedBuses(2);
    const [first, second] = buses.map((bus) => createNotices<{ one: string }>(bus, fail));
    const heard: string[] = [];
    const end = second!.hear(
      'one',
      (news) => void heard.push(news),
      () => void heard.push('doubt'),
    );
    cut();
    first!.tell('one', 'lost');
    mend();
    first!.tell('one', 'news');
    end();
    mend();
    assert.deepEqual(heard, ['doubt', 'news']);
  });
});
