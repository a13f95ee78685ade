import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Installs what is compared with, once, from its own lock file; the project itself does not depend on it. */
export const installPeer = (): void => {
  if (existsSync(`${folder}node_modules/boardgame.io`)) return;
  const { status } = spawnSync('npm', ['ci', '--no-progress'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci in ${folder} ended with ${status}`);
};

/** Loads a package of that installation. */
export const requirePeer = <Module>(name: string): Module => createRequire(`${folder}package.json`)(name) as Module;
