import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import { dataFolder, startServer } from '../support/server-process.ts';

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
});
