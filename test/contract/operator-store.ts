import assert from 'node:assert/strict';
import type { OperatorStore } from '../../server/operator/operator-store.ts';

/** What every store of operators keeps to. `open` gives an empty one, `close` ends it. */
export const operatorStoreContract = (open: () => Promise<{ store: OperatorStore; close(): Promise<void> }>): void => {
  let store: OperatorStore;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, close } = await open());
  });
  afterEach(() => close());
  const session = { operator: 'eve', choosing: false, expiresAt: 500 };

  it('[OP1] a reset makes an operator or replaces its password', async () => {
    assert.equal(await store.find('eve'), undefined);
    await store.reset('eve', 'h1', 100);
    await store.reset('eve', 'h2', 200);
    const { name, passwordHash, oneTimeUntil } = (await store.find('eve'))!;
    assert.deepEqual([name, passwordHash, oneTimeUntil], ['eve', 'h2', 200]);
  });

  it('[OP2] a one-time password is used up once, of many at the same moment by one', async () => {
    await store.reset('eve', 'h1', 100);
    assert.equal(await store.useOneTime('eve', 'other'), false);
    const uses = await Promise.all(Array.from({ length: 5 }, () => store.useOneTime('eve', 'h1')));
    assert.equal(uses.filter(Boolean).length, 1);
    assert.equal((await store.find('eve'))?.passwordHash, null);
  });

  it('[OP2] a lasting password is not used up', async () => {
    await store.reset('eve', 'h1', 100);
    await store.choose('eve', 'h2');
    assert.equal(await store.useOneTime('eve', 'h2'), false);
    assert.equal((await store.find('eve'))?.passwordHash, 'h2');
    assert.equal((await store.find('eve'))?.oneTimeUntil, null);
  });

  it('[OP5] sessions are found by their token until they are closed or swept', async () => {
    await store.reset('eve', 'h1', 100);
    await store.openSession('t1', session);
    await store.openSession('t2', { ...session, choosing: true, expiresAt: 900 });
    assert.deepEqual({ ...(await store.findSession('t1')) }, session);
    assert.equal((await store.findSession('t2'))?.choosing, true);
    await store.sweep(500);
    assert.equal(await store.findSession('t1'), undefined);
    await store.closeSession('t2');
    assert.equal(await store.findSession('t2'), undefined);
  });

  it('[OP6] a reset and a new password end the sessions of that operator only', async () => {
    for (const name of ['eve', 'ann']) await store.reset(name, 'h', 100);
    const changes = [() => store.reset('eve', 'h2', 100), () => store.choose('eve', 'h3')];
    for (const [at, change] of changes.entries()) {
      await store.openSession(`eve${at}`, session);
      await store.openSession(`ann${at}`, { ...session, operator: 'ann' });
      await change();
      assert.equal(await store.findSession(`eve${at}`), undefined);
      assert.equal((await store.findSession(`ann${at}`))?.operator, 'ann');
    }
  });
};
