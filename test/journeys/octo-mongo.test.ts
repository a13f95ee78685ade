import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import { dataFolder, openServer, startServer } from '../support/server-process.ts';

const octo = fileURLToPath(new URL('../../server/octo.ts', import.meta.url));

describe('the commands of an operator on MongoDB', function () {
  this.timeout(40_000);

  it('[JN7] a rebuild is refused while a server runs, and done once it has stopped; an operator can be made at any time', async function () {
    const url = freshMongoUrl(serviceFor(this, 'mongo'));
    await using folder = await dataFolder();
    const env = { OCTO_MONGO_URL: url };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [octo, ...args], {
        env: { ...process.env, ...env, OCTO_DATA: folder.path },
        encoding: 'utf8',
      });
    const server = await startServer(folder.path, env);
    const refused = run('rebuild');
    const made = run('operator', 'eve');
    assert.equal(await server.stop(), 0);
    assert.deepEqual([refused.status, refused.stderr.trim()], [1, 'a server is running on the same data']);
    assert.deepEqual([made.status, made.stderr], [0, '']);
    const rebuilt = run('rebuild');
    assert.deepEqual([rebuilt.status, rebuilt.stderr], [0, '']);
    await dropMongo(url);
  });

  it('[OU10] a second server without Redis ends with the reason, and the first goes on', async function () {
    const url = freshMongoUrl(serviceFor(this, 'mongo'));
    const first = await openServer({ OCTO_MONGO_URL: url });
    const second = await openServer({ OCTO_MONGO_URL: url });
    assert.match(await second.logged('"event":"store-lost"'), /OCTO_REDIS_URL/);
    await second.logged('"event":"stopped"');
    assert.equal(await second.stop(), 1);
    assert.equal((await fetch(`${first.url}/readyz`)).status, 200);
    assert.ok(!first.log.some((line) => line.includes('store-lost')));
    for (const each of [first, second]) await each[Symbol.asyncDispose]();
    await dropMongo(url);
  });
});
