import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { dataFolder } from '../support/server-process.ts';
import { all, rootFile } from './files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = rootFile('Dockerfile');
const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
/** What the last stage copies from the checkout; what is built comes from other stages. */
const copied = all(lastStage, /^COPY ([\w/-]+) \1$/gm);

/** What the image has in its folder, with the modules of the checkout, but without what was compiled there. */
const imageIn = (folder: string): string => {
  const app = join(folder, 'app');
  for (const path of ['package.json', ...copied]) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    cpSync(join(root, path), join(app, path), { recursive: true });
  }
  mkdirSync(join(app, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(app, 'node_modules', name));
  return app;
};

describe('Dockerfile', function () {
  this.timeout(30_000);

  it('[TP40] what it copies is enough to start the server and its house bots', async () => {
    await using folder = await dataFolder();
    const app = imageIn(folder.path);
    const [command] = all(lastStage, /^CMD \["node", "(\S+)"\]$/gm);
    const env = { PATH: process.env.PATH, OCTO_PORT: '0', OCTO_DATA: join(folder.path, 'data'), OCTO_HOUSE_BOTS: '1' };
    const server = spawn(process.execPath, [command!], { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(server, 'exit');
    try {
      let url: string | undefined;
      for await (const line of createInterface(server.stdout)) {
        const entry = JSON.parse(line) as { event: string; at: string };
        if (entry.event === 'listening') url = entry.at;
        if (url !== undefined) break;
      }
      const waiting = async (): Promise<number> =>
        ((await (await fetch(`${url}/v1/games?status=awaiting`)).json()) as { items: unknown[] }).items.length;
      while ((await waiting()) === 0) await new Promise((next) => setTimeout(next, 50));
    } finally {
      server.kill('SIGTERM');
    }
    assert.deepEqual(await ended, [0, null]);
  });

  it('[TP43] what a start loads was compiled when it was built', async () => {
    await using folder = await dataFolder();
    const app = imageIn(folder.path);
    const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const { PATH } = process.env;
      const options = { cwd: app, env: { PATH, ...env }, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
      return spawnSync(process.execPath, args, options);
    };
    const compile = all(lastStage, /^RUN node (.+)$/gm)[0]!.split(' ');
    const [command] = all(lastStage, /^CMD \["node", "(\S+)"\]$/gm);
    const built = run(compile);
    assert.deepEqual([built.status, built.stdout, built.stderr], [0, '', '']);
    // All that there is, and then a start that ends once its own part is loaded.
    const again = run(compile, { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
    const start = run([command!], { NODE_DEBUG_NATIVE: 'COMPILE_CACHE', OCTO_PORT: 'none' });
    assert.deepEqual([again.status, start.status], [0, 2]);
    const of = (text: string, what: RegExp): string[] => text.split('\n').filter((line) => what.test(line));
    for (const { stderr } of [again, start]) assert.deepEqual(of(stderr, / was (rejected|not initialized)/), []);
    for (const loaded of ['server/serve.ts', 'server/storage/mongo/stores.ts', 'server/redis/open-nodes.ts'])
      assert.equal(of(again.stderr, new RegExp(`${loaded} was accepted`)).length, 1, loaded);
    assert.equal(of(start.stderr, /server\/serve.ts was accepted/).length, 1);
  });

  it('[TP41] it runs as nobody special, on the Node that package.json pins, with a check of its health', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    assert.deepEqual(all(dockerfile, /^FROM node:([\d.]+)-/gm), [dependencies.node]);
    assert.match(lastStage, /^USER node$/m);
    assert.match(lastStage, /^HEALTHCHECK /m);
    assert.match(lastStage, /^VOLUME \/data$/m);
  });

  it('[TP42] nothing of the checkout goes into its context but what it is built from', () => {
    const allowed = all(rootFile('.dockerignore'), /^!(\S+)$/gm);
    const asked = all(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((paths) => paths.split(' '));
    assert.match(rootFile('.dockerignore'), /^\*$/m);
    assert.deepEqual(new Set(asked.map((path) => path.split('/')[0])), new Set(allowed));
  });
});
