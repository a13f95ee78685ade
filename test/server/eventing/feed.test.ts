import assert from 'node:assert/strict';
import { createFeed, type Published } from '../../../server/eventing/feed.ts';

const commit = (stream: string, version: number): Published<string> => ({
  stream,
  version,
  commitId: `${stream}${version}`,
  at: 1,
  events: ['happened'],
  milestone: version === 1,
});

describe('the feed', () => {
  const opened = () => {
    const errors: unknown[] = [];
    const heard: string[] = [];
    const hear = (who: string) => (one: Published<string>) => void heard.push(`${who}:${one.commitId}`);
    return { feed: createFeed<string>((error) => errors.push(error)), errors, heard, hear };
  };

  it('[FD1] tells followers of a stream of its commits, and followers of all of all, in order', () => {
    const { feed, heard, hear } = opened();
    feed.follow('a', hear('a'));
    feed.follow('b', hear('b'));
    feed.followAll(hear('all'));
    for (const one of [commit('a', 1), commit('c', 1), commit('a', 2)]) feed.publish(one);
    assert.deepEqual(heard, ['a:a1', 'all:a1', 'all:c1', 'a:a2', 'all:a2']);
  });

  it('[FD2] tells nobody who has left, and the same listener once for each time it follows', () => {
    const { feed, heard, hear } = opened();
    const listener = hear('x');
    const leave = [feed.follow('a', listener).end, feed.follow('a', listener).end, feed.followAll(listener)];
    feed.publish(commit('a', 1));
    assert.equal(heard.length, 3);
    leave[0]!();
    leave[0]!();
    feed.publish(commit('a', 2));
    assert.equal(heard.length, 5);
    for (const one of leave) one();
    feed.publish(commit('a', 3));
    assert.equal(heard.length, 5);
  });

  it('[FD2] who leaves while others are told is not told, and who comes then is told of the next', () => {
    const { feed, heard, hear } = opened();
    feed.follow('a', () => {
      leave();
      feed.follow('a', hear('late'));
    });
    const { end: leave } = feed.follow('a', hear('leaving'));
    feed.follow('a', hear('staying'));
    feed.publish(commit('a', 1));
    assert.deepEqual(heard, ['staying:a1']);
    feed.publish(commit('a', 2));
    assert.deepEqual(heard, ['staying:a1', 'staying:a2', 'late:a2']);
  });

  it('[FD3] a listener that throws is reported and harms neither publisher nor other listeners', () => {
    const { feed, errors, heard, hear } = opened();
    const wrong = new Error('wrong');
    feed.follow('a', () => {
      throw wrong;
    });
    feed.follow('a', hear('a'));
    feed.publish(commit('a', 1));
    assert.deepEqual([errors, heard], [[wrong], ['a:a1']]);
  });

  it('[FD4] says of each commit whether it is a milestone', () => {
    const { feed } = opened();
    const milestones: boolean[] = [];
    feed.followAll(({ milestone }) => milestones.push(milestone));
    feed.publish(commit('a', 1));
    feed.publish(commit('a', 2));
    assert.deepEqual(milestones, [true, false]);
  });
});
