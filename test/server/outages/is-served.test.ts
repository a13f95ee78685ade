import assert from 'node:assert/strict';
import { isServed } from '../../../server/outages/is-served.ts';
import type { Life } from '../../../server/outages/life-store.ts';

const ended: Life = { id: 'ended', startedAt: 1, lastBeat: 900 };
const beating: Life = { id: 'beating', startedAt: 2, lastBeat: 500 };

/** What is read before the wait, and what after it. */
const served = (before: readonly Life[], after: readonly Life[]): Promise<boolean> => {
  let lives = before;
  const wait = async (): Promise<void> => {
    lives = after;
  };
  return isServed({ lives: async () => lives }, 0, wait);
};

describe('whether an installation is served', () => {
  it('[OU9] is told by beats that go on, or begin, whatever time they say', async () => {
    assert.equal(await served([ended, beating], [ended, { ...beating, lastBeat: 501 }]), true);
    assert.equal(await served([ended], [ended, beating]), true);
    assert.equal(await served([ended, beating], [ended, beating]), false);
    assert.equal(await served([ended, beating], [beating]), false);
    assert.equal(await served([], []), false);
  });
});
