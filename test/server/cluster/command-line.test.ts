import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ClusterUsage, readArguments } from '../../../server/cluster/arguments.ts';
import { serversIn } from '../../../server/cluster/service-check.ts';
import { startBackend } from '../../support/backend.ts';
import { dataFolder } from '../../support/server-process.ts';

const main = fileURLToPath(new URL('../../../server/cluster/main.ts', import.meta.url));
const stores = ['--mongo', 'mongodb://127.0.0.1/octo', '--redis', 'redis://127.0.0.1'];

const run = async (
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number; said: string }> => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OCTO_')));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, said };
};

describe('npm run cluster', () => {
  it('[CL30] arguments have defaults, and the stores come from the environment where they are not named', () => {
    const env = { OCTO_MONGO_URL: 'mongodb://a/octo', OCTO_REDIS_URL: 'rediss://b' };
    assert.deepEqual(readArguments([], env), {
      nodes: 3,
      port: 2567,
      mongoUrl: 'mongodb://a/octo',
      redisUrl: 'rediss://b',
      data: './data',
      restart: false,
    });
    const named = readArguments(['--nodes', '5', '--port', '0', '--data', 'd', '--restart', ...stores], env);
    assert.deepEqual(named, {
      nodes: 5,
      port: 0,
      mongoUrl: 'mongodb://127.0.0.1/octo',
      redisUrl: 'redis://127.0.0.1',
      data: 'd',
      restart: true,
    });
  });

  for (const [wrong, reason] of [
    [['--nodes', '0', ...stores], /--nodes is a whole number from 1 to 16/],
    [['--nodes', '1e1', ...stores], /--nodes/],
    [['--port', '65536', ...stores], /--port/],
    [['--mongo', 'mongodb://a'], /--redis is missing.*OCTO_REDIS_URL/],
    [['--redis', 'redis://a'], /--mongo is missing.*OCTO_MONGO_URL/],
    [['--mongo', 'http://a', '--redis', 'redis://a'], /--mongo is no such address/],
    [['--knots', '3', ...stores], /--knots/],
  ] as const)
    it(`[CL31] what cannot be meant is refused with the reason: ${wrong.slice(0, 2).join(' ')}`, () => {
      assert.throws(
        () => readArguments(wrong, {}),
        (error) => error instanceof ClusterUsage && reason.test(error.message),
      );
    });

  it('[CL32] the servers that an address names are found, whatever its form', () => {
    assert.deepEqual(serversIn('mongodb://u:p%40@a:1,b,[::1]:3/octo?replicaSet=rs0'), [
      { host: 'a', port: 1 },
      { host: 'b', port: 27_017 },
      { host: '::1', port: 3 },
    ]);
    assert.deepEqual(serversIn('redis://:secret@r'), [{ host: 'r', port: 6379 }]);
    assert.deepEqual(serversIn('mongodb+srv://u:p@cluster.example/octo'), []);
  });

  it('[CL33] a wrong call ends with status 2, a store that does not answer with 1 and without its password', async () => {
    const wrong = await run(['--nodes', 'x']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.said, /--nodes is[\s\S]*usage: npm run cluster/);

    const gone = await startBackend('gone');
    await gone.close();
    await using there = await startBackend('there');
    const mongoUrl = `mongodb://user:secret@127.0.0.1:${gone.port}/octo`;
    const redis = ['--redis', `redis://127.0.0.1:${there.port}`];
    const unreachable = { code: 1, said: `MongoDB does not answer at 127.0.0.1:${gone.port}\n` };
    assert.deepEqual(await run(['--mongo', mongoUrl, ...redis]), unreachable);

    await using folder = await dataFolder();
    const file = join(folder.path, 'mongo-url');
    await writeFile(file, mongoUrl);
    assert.deepEqual(await run(redis, { OCTO_MONGO_URL_FILE: file }), unreachable);
    const absent = await run(redis, { OCTO_MONGO_URL_FILE: `${file}s` });
    assert.equal(absent.code, 2);
    assert.match(absent.said, /^OCTO_MONGO_URL_FILE: .* cannot be read/);
  }).timeout(30_000);
});
