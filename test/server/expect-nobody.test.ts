import assert from 'node:assert/strict';
import { expectNobody } from '../../server/expect-nobody.ts';

const look = async (hasElder: (wait: () => Promise<void>) => Promise<boolean>): Promise<readonly string[]> => {
  const told: string[] = [];
  let work = async (): Promise<void> => undefined;
  expectNobody({
    outages: { hasElder },
    timers: {
      after: (ms, run) => {
        told.push(`waited ${ms}`);
        run();
        return () => undefined;
      },
      every: (ms, looking, firstMs) => {
        assert.deepEqual([ms, firstMs], [60_000, 0]);
        work = looking;
        return () => undefined;
      },
    },
    report: { outageFailed: (error) => void told.push(`failed: ${error}`) },
    onCompany: (reason) => void told.push(reason),
  });
  await work();
  return told;
};

describe('a server that should be alone', () => {
  it('[OU10] ends with the reason when it is not, and only when that is known', async () => {
    const [waited, reason] = await look(async (wait) => {
      await wait();
      return true;
    });
    assert.equal(waited, 'waited 3000');
    assert.match(reason!, /OCTO_REDIS_URL/);
    assert.deepEqual(await look(async () => false), []);
    assert.deepEqual(await look(() => Promise.reject(new Error('away'))), ['failed: Error: away']);
  });
});
