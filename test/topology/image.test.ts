import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
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

describe('Dockerfile', function () {
  this.timeout(30_000);

  it('[TP40] what it copies is enough to start the server and its house bots', async () => {
    await using folder = await dataFolder();
    const app = join(folder.path, 'app');
    for (const path of ['package.json', ...copied]) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      cpSync(join(root, path), join(app, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
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
