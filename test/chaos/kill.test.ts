import assert from 'node:assert/strict';
import { join } from 'node:path';
import { dataFolder } from '../support/server-process.ts';
import { runChaos } from './run-chaos.ts';
import { openSingle } from './target.ts';

const kill = { name: 'kill', at: 4_000, lasts: 0, node: 0, silently: false } as const;

describe('kill -9 in the middle of 200 games', function () {
  this.timeout(180_000);

  it('[CH1] every acknowledged move is in the log exactly once, and every game can be finished', async () => {
    await using folder = await dataFolder();
    await using target = await openSingle(join(folder.path, 'data'));
    const { verdict, tally, troubles } = await runChaos({
      ...{ target, seconds: 8, seed: 20_260, games: 200, paceMs: 800, faults: [kill] },
      ...{ folder: join(folder.path, 'run'), say: () => undefined },
    });
    assert.deepEqual([...verdict.examples, ...troubles], []);
    assert.equal(tally.missing, 0);
    assert.ok(tally.reEntries.SIGKILL.count > 200, 'most games were running when the server died');
    assert.ok(tally.acknowledged > 2_000);
  });
});
