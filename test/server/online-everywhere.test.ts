import assert from 'node:assert/strict';
import { createNotices } from '../../server/eventing/notices.ts';
import type { News } from '../../server/node-news.ts';
import { createOnlineEverywhere } from '../../server/online-everywhere.ts';
import { linkedBuses } from './eventing/linked-buses.ts';

describe('people in all lobbies', () => {
  it('[HN3] those of every node count, until a node has not been heard of for a while', () => {
    let time = 0;
    const { buses } = linkedBuses(2);
    const [a, b] = buses.map((bus, at) =>
      createOnlineEverywhere({
        notices: createNotices<News>(bus, (error) => assert.fail(String(error))),
        ...{ self: `n${at}`, now: () => time },
      }),
    );
    assert.equal(a!(3), 3);
    assert.equal(b!(2), 5);
    assert.equal(a!(4), 6);
    time = 20_000;
    assert.equal(b!(2), 6);
    time = 30_000;
    assert.equal(b!(2), 2);
    assert.equal(a!(0), 2);
  });
});
