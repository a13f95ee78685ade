import assert from 'node:assert/strict';
import { createLiveSessions } from '../../../server/tokens/live-sessions.ts';
import type { Session } from '../../../server/tokens/session-store.ts';
import { playerId } from '../../../shared/kernel/ids.ts';

const [ann, bob] = [playerId('ann'), playerId('bob')];

const open = () => {
  const time = { now: 1_000 };
  const kept = new Map<string, Pick<Session, 'player' | 'expiresAt'>>();
  const store = { isAway: false, asked: 0 };
  const failures: unknown[] = [];
  const live = createLiveSessions({
    sessions: {
      find: async (id) => {
        store.asked += 1;
        if (store.isAway) throw new Error('away');
        return kept.get(id) as Session | undefined;
      },
    },
    now: () => time.now,
    report: { sessionCheckFailed: (error) => failures.push(error) },
  });
  for (const [id, player] of [
    ['a1', ann],
    ['a2', ann],
    ['b1', bob],
  ] as const)
    kept.set(id, { player, expiresAt: 1_000_000 });
  const ended: string[] = [];
  const watch = (player: typeof ann, id: string) => live.watch(player, id, () => void ended.push(id));
  return { kept, time, store, failures, live, ended, watch };
};

describe('what is open by a login session', () => {
  it('[TK19] is ended with it, and nothing else is', async () => {
    const { kept, live, ended, watch } = open();
    watch(ann, 'a1');
    watch(ann, 'a2');
    watch(bob, 'b1');
    kept.delete('a1');
    kept.delete('b1');
    await live.ended(ann);
    assert.deepEqual(ended, ['a1']);
    await live.ended(ann);
    assert.deepEqual(ended, ['a1'], 'once');
  });

  it('[TK19] is ended with it also where nobody heard of it, once somebody looks at all', async () => {
    const { kept, store, failures, live, ended, watch } = open();
    watch(ann, 'a1');
    watch(ann, 'a2');
    watch(bob, 'b1');
    await live.check();
    kept.delete('a2');
    kept.delete('b1');
    store.isAway = true;
    await live.check();
    assert.deepEqual([ended, failures.length], [[], 3]);
    store.isAway = false;
    await live.check();
    assert.deepEqual(ended, ['a2', 'b1']);
  });

  it('[TK19] is ended at once when the session was over before', async () => {
    const { kept, live, ended, watch } = open();
    kept.set('a2', { player: ann, expiresAt: 1_000 });
    watch(ann, 'gone');
    watch(ann, 'a2');
    watch(bob, 'a1');
    await live.ended(playerId('nobody'));
    assert.deepEqual(ended, ['gone', 'a2', 'a1']);
  });

  it('[TK19] is looked at when it is opened only if sessions may have ended lately', async () => {
    const { kept, time, store, live, ended, watch } = open();
    time.now += 180_000;
    watch(ann, 'a1');
    assert.equal(store.asked, 0);
    kept.delete('a2');
    kept.delete('b1');
    await live.ended(ann);
    time.now += 179_999;
    store.asked = 0;
    watch(bob, 'b1');
    assert.equal(store.asked, 0, 'of somebody else nothing was heard');
    watch(ann, 'a2');
    await live.ended(bob);
    assert.deepEqual(ended, ['a2', 'b1']);
    time.now += 180_000;
    await live.check();
    store.asked = 0;
    watch(ann, 'a1');
    assert.equal(store.asked, 1, 'after a doubt it is not known of anybody');
  });

  it('[TK19] is not looked at again when it was seen alive since this process hears of ends', () => {
    const { time, store, live, watch } = open();
    live.saw('a1', time.now);
    watch(ann, 'a1');
    assert.equal(store.asked, 1, 'it may have ended just before');
    time.now += 1;
    live.saw('a1', time.now);
    watch(ann, 'a1');
    assert.equal(store.asked, 1);
    watch(ann, 'a2');
    assert.equal(store.asked, 2, 'of that one nothing is known');
  });

  it('[TK19] is looked at although it was seen alive, when one of the player’s ended since', async () => {
    const { kept, time, store, live, ended, watch } = open();
    time.now += 1;
    live.saw('a1', time.now);
    kept.delete('a1');
    await live.ended(ann);
    watch(ann, 'a1');
    watch(bob, 'b1');
    assert.equal(store.asked, 2, 'bob’s was not seen');
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(ended, ['a1']);
  });

  it('[TK19] is looked at although it was seen alive, when word may have been lost since', async () => {
    const { time, store, live, watch } = open();
    time.now += 1;
    live.saw('b1', time.now);
    time.now += 1;
    await live.check();
    watch(bob, 'b1');
    assert.equal(store.asked, 1);
  });

  it('[TK19] is not watched any more once it was closed, and costs nothing then', async () => {
    const { kept, store, live, ended, watch } = open();
    const stop = watch(ann, 'a1');
    stop();
    kept.clear();
    store.asked = 0;
    await live.ended(ann);
    assert.deepEqual([ended, store.asked], [[], 0]);
  });

  it('[TK19] stays, and is looked at the next time, when the store does not answer', async () => {
    const { kept, store, live, ended, failures, watch } = open();
    watch(ann, 'a1');
    kept.delete('a1');
    store.isAway = true;
    await live.ended(ann);
    assert.deepEqual(ended, []);
    assert.ok(failures.length > 0);
    store.isAway = false;
    await live.ended(ann);
    assert.deepEqual(ended, ['a1']);
  });
});
