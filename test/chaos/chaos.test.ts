import assert from 'node:assert/strict';
import { join } from 'node:path';
import { serviceFor } from '../services.ts';
import { dataFolder } from '../support/server-process.ts';
import { openCluster } from './cluster-target.ts';
import { runChaos } from './run-chaos.ts';
import type { FaultName } from './schedule.ts';

/** Those that are over soon; the long ones are for `npm run chaos`. */
const kinds: readonly FaultName[] = [
  ...(['kill', 'roll', 'freeze', 'redis-empty', 'cut-from-mongo', 'client-cut', 'client-half-open'] as const),
];

describe('a short chaos run on three nodes', function () {
  this.timeout(240_000);

  it('[CH7] loses, doubles, reorders and invents nothing, finishes every game, and the ratings can be recomputed', async function () {
    serviceFor(this, 'redis');
    const mongoUrl = serviceFor(this, 'mongo');
    await using folder = await dataFolder();
    await using target = await openCluster({
      ...{ nodes: 3, data: join(folder.path, 'data'), redisProgram: 'redis-server', mongoUrl },
    });
    const { verdict, tally, troubles, faults } = await runChaos({
      ...{ target, seconds: 36, seed: 4, games: 40, paceMs: 900, kinds },
      ...{ folder: join(folder.path, 'run'), say: () => undefined },
    });
    assert.deepEqual(new Set(faults.map(({ name }) => name)), new Set(kinds));
    assert.deepEqual([...verdict.examples, ...troubles], []);
    assert.equal(tally.missing, 0);
    assert.ok(tally.acknowledged > 500);
  });
});
