import assert from 'node:assert/strict';
import type { Leases } from '../../../server/eventing/leases.ts';
import { createNotices } from '../../../server/eventing/notices.ts';
import { createHouseOnOneNode } from '../../../server/house/house-on-one-node.ts';
import type { News } from '../../../server/node-news.ts';
import { gameId, type PlayerId, playerId } from '../../../shared/kernel/ids.ts';
import { linkedBuses } from '../eventing/linked-buses.ts';

const fail = (error: unknown): void => assert.fail(String(error));

/** One lease in memory. */
const memoryLeases = (): Leases => {
  let held: { holder: string; until: number } | undefined;
  return {
    acquire: async (_, holder, ttlMs, now) => {
      if (held && held.holder !== holder && held.until > now) return false;
      held = { holder, until: now + ttlMs };
      return true;
    },
    release: async (_, holder) => {
      if (held?.holder === holder) held = undefined;
    },
  };
};

describe('the house bots of several nodes', () => {
  const setUp = () => {
    const leases = memoryLeases();
    const { buses, cut, mend } = linkedBuses(2);
    const said: string[] = [];
    const starting = { until: Promise.resolve() };
    const players = new Map<number, PlayerId>();
    const clock = { now: 1000 };
    const node = (at: 0 | 1) => {
      const name = `n${at}`;
      return createHouseOnOneNode({
        lease: { leases, holder: name, ttlMs: 90, now: () => clock.now },
        start: async () => {
          said.push(`${name} starts`);
          await starting.until;
          players.set(3, playerId('bot'));
          return {
            playerOf: (level) => players.get(level),
            assign: async (game) => void said.push(`${name} ${game}`),
            remind: async () => void said.push(`${name} is reminded`),
            close: async () => void said.push(`${name} ends`),
          };
        },
        findHouseBot: async (level) => players.get(level),
        notices: createNotices<News>(buses[at]!, fail),
        report: { leaseFailed: (_, error) => fail(error) },
      });
    };
    return { clock, said, starting, cut, mend, first: node(0), second: node(1) };
  };

  it('[HN1] one node has them; the others know who they are and pass on what they should hear', async () => {
    const { said, first, second } = setUp();
    await first.look();
    await second.look();
    assert.equal(second.playerOf(3), 'bot');
    assert.equal(second.playerOf(4), undefined);
    await second.assign(gameId('g'), 3);
    await first.assign(gameId('h'), 3);
    assert.deepEqual(said, ['n0 starts', 'n0 g', 'n0 h']);
  });

  it('[HN4] what they should hear while they start they hear then', async () => {
    const { said, starting, first, second } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    starting.until = promise;
    const looking = first.look();
    await second.look();
    await second.assign(gameId('g'), 3);
    resolve();
    await looking;
    await second.assign(gameId('h'), 3);
    assert.deepEqual(said, ['n0 starts', 'n0 g', 'n0 h']);
  });

  it('[HN4] after news may have been lost they are told of all their games', async () => {
    const { said, cut, mend, first, second } = setUp();
    await first.look();
    await second.look();
    cut();
    await second.assign(gameId('g'), 3);
    mend();
    await first.look();
    await first.look();
    assert.deepEqual(said, ['n0 starts', 'n0 is reminded']);
  });

  it('[HN5] a node that has closed starts them no more, and ends what was just starting', async () => {
    const { said, starting, first, second } = setUp();
    await second.look();
    await second.close();
    await second.look();
    const { promise, resolve } = Promise.withResolvers<void>();
    starting.until = promise;
    const looking = first.look();
    await new Promise(setImmediate);
    await first.close();
    resolve();
    await looking;
    await first.look();
    await second.look();
    assert.equal(first.playerOf(3), undefined);
    assert.deepEqual(said, ['n1 starts', 'n1 ends', 'n0 starts', 'n0 ends']);
  });

  it('[HN2] when their node dies another starts them; the dead one, woken, ends its own', async () => {
    const { clock, said, first, second } = setUp();
    await first.look();
    clock.now += 90;
    await second.look();
    await first.look();
    await second.look();
    assert.deepEqual(said, ['n0 starts', 'n1 starts', 'n0 ends']);
    await second.close();
    clock.now += 30;
    await first.look();
    assert.deepEqual(said.slice(3), ['n1 ends', 'n0 starts']);
  });
});
