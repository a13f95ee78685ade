import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createTimers, type Timers } from '../../server/timers.ts';

describe('timers', () => {
  let timers: Timers;
  let ran: string[];
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    timers = createTimers();
    ran = [];
  });
  afterEach(() => mock.timers.reset());

  /** Work that ends when told to. */
  const slowWork = () => {
    const ends: (() => void)[] = [];
    const work = (): Promise<void> => {
      ran.push('began');
      return new Promise((resolve) => ends.push(resolve));
    };
    const end = async (): Promise<void> => {
      ends.shift()?.();
      await new Promise(setImmediate);
    };
    return { work, end };
  };

  it('[TM1] what is to happen once happens once, unless it is cancelled', () => {
    timers.after(100, () => ran.push('once'));
    timers.after(100, () => ran.push('never'))();
    mock.timers.tick(99);
    assert.deepEqual(ran, []);
    mock.timers.tick(1_000);
    assert.deepEqual(ran, ['once']);
  });

  it('[TM1] what is past happens at once', () => {
    timers.after(-5, () => ran.push('now'));
    mock.timers.tick(1);
    assert.deepEqual(ran, ['now']);
  });

  it('[TM2] a wait may be longer than a timer of Node can be', () => {
    const days = 40 * 86_400_000;
    timers.after(days, () => ran.push('once'));
    mock.timers.tick(2_147_483_647);
    mock.timers.tick(days - 2_147_483_647 - 1);
    assert.deepEqual(ran, []);
    mock.timers.tick(1);
    assert.deepEqual(ran, ['once']);
  });

  it('[TM3] repeated work may begin sooner the first time', async () => {
    const { work, end } = slowWork();
    timers.every(100, work, 10);
    mock.timers.tick(10);
    assert.deepEqual(ran, ['began']);
    await end();
    mock.timers.tick(99);
    assert.deepEqual(ran, ['began']);
    mock.timers.tick(1);
    assert.deepEqual(ran, ['began', 'began']);
  });

  it('[TM3] repeated work begins again so long after the time before has ended, until it is stopped', async () => {
    const { work, end } = slowWork();
    const stop = timers.every(100, work);
    mock.timers.tick(100);
    mock.timers.tick(500);
    assert.deepEqual(ran, ['began'], 'the first has not ended');
    await end();
    mock.timers.tick(100);
    assert.deepEqual(ran, ['began', 'began']);
    stop();
    await end();
    mock.timers.tick(500);
    assert.equal(ran.length, 2);
  });

  it('[TM4] closing waits for the work under way and lets nothing begin any more', async () => {
    const { work, end } = slowWork();
    timers.every(100, work);
    timers.after(200, () => ran.push('once'));
    mock.timers.tick(100);
    let closed = false;
    const closing = timers.close().then(() => {
      closed = true;
    });
    await new Promise(setImmediate);
    assert.equal(closed, false);
    await end();
    await closing;
    timers.after(1, () => ran.push('late'));
    timers.every(1, work);
    mock.timers.tick(1_000);
    assert.deepEqual(ran, ['began']);
  });
});
