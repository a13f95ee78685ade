import assert from 'node:assert/strict';
import { createTurns } from '../../../server/eventing/turns.ts';
import { LeaseTaken, underLease } from '../../../server/eventing/under-lease.ts';
import { type OpenLog, openLog } from './open-log.ts';

describe('work that one node at a time does', () => {
  let log: OpenLog<string>;
  let time: number;
  beforeEach(async () => {
    log = await openLog();
    time = 1000;
  });
  afterEach(() => log.close());
  const terms = (holder: string) => ({ leases: log.leases, holder, ttlMs: 90, now: () => time });
  const noWait = async (): Promise<void> => {
    time += 15;
  };

  const nodes = () => {
    const done: string[] = [];
    const failed: string[] = [];
    const node = (name: string) => {
      const turns = createTurns(terms(name), { leaseFailed: (work) => void failed.push(work) });
      return { turns, work: turns.of('rounds', async () => void done.push(name)) };
    };
    return { done, failed, node };
  };

  it('[LS1] the node that has the lease does it; another when that ends or is given up', async () => {
    const { done, node } = nodes();
    const [a, b] = [node('a'), node('b')];
    for (const each of [a, b, a, b]) await each.work();
    assert.deepEqual(done, ['a', 'a']);
    time += 90;
    for (const each of [b, a]) await each.work();
    assert.deepEqual(done, ['a', 'a', 'b']);
    await b.turns.release();
    time += 30;
    for (const each of [a, b]) await each.work();
    assert.deepEqual(done, ['a', 'a', 'b', 'a']);
  });

  it('[LS2] a node that stood still until its lease was another’s does nothing', async () => {
    const { done, node } = nodes();
    const [a, b] = [node('a'), node('b')];
    await a.work();
    time += 100;
    await b.work();
    await a.work();
    assert.deepEqual(done, ['a', 'b']);
  });

  it('[LS2] nor does one whose clock was set back meanwhile, and it asks as soon as any other', async () => {
    const { done, node } = nodes();
    const [a, b] = [node('a'), node('b')];
    await a.work();
    time += 100;
    await b.work();
    time -= 700;
    await a.work();
    await b.turns.release();
    time -= 700;
    await a.work();
    assert.deepEqual(done, ['a', 'b', 'a']);
  });

  it('[LS3] while the store does not say whose turn it is, nobody does it, and it is told', async () => {
    const { done, failed, node } = nodes();
    const a = node('a');
    await log.close();
    await a.work();
    assert.deepEqual([done, failed], [[], ['rounds']]);
    log = await openLog();
  });

  it('[LS4] a process alone needs no lease', async () => {
    let count = 0;
    const turns = createTurns(undefined, { leaseFailed: () => assert.fail() });
    const work = turns.of('rounds', async () => void count++);
    await work();
    await turns.release();
    assert.equal(count, 1);
  });

  it('[LS5] whoever needs the work to itself waits for a dead holder, and is refused by one that lives', async () => {
    await log.leases.acquire('games', 'dead', 90, time);
    let did = 0;
    await underLease('games', terms('octo'), noWait, async () => void did++);
    assert.equal(did, 1);
    assert.equal(await log.leases.acquire('games', 'alive', 90, time), true);
    const renewing = async (): Promise<void> => {
      await noWait();
      await log.leases.acquire('games', 'alive', 90, time);
    };
    const refused = underLease('games', terms('octo'), renewing, async () => void did++);
    await assert.rejects(refused, LeaseTaken);
    assert.equal(did, 1);
  });
});
