import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'client-demo/web/dist');
const stampFile = join(dist, '.sources');
const sources = [
  ...['web', 'connection', 'solver'].map((folder) => `client-demo/${folder}/**/*`),
  'shared/**/*',
  'package-lock.json',
];
const isSource = (path: string): boolean => /\.[a-z]+$/.test(path) && !path.startsWith('client-demo/web/dist');

/** One digest of every file the build reads, so that a copied or checked-out tree needs no rebuild for its dates. */
const digestSources = (): string => {
  const digest = createHash('sha256');
  for (const path of globSync(sources, { cwd: root }).filter(isSource).sort()) {
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  }
  return digest.digest('hex');
};

const builtFrom = (): string | null => (existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null);

const bundle = async (): Promise<void> => {
  const [{ build }, { default: config }] = await Promise.all([import('vite'), import('./vite.config.ts')]);
  await build({ ...config, configFile: false, logLevel: 'warn' });
};

const started = performance.now();
const digest = digestSources();
const took = (): string => `${Math.round(performance.now() - started)} ms`;
if (builtFrom() === digest) {
  console.log(`web client: already built (${took()})`);
} else {
  await bundle();
  writeFileSync(stampFile, digest);
  console.log(`web client: built into client-demo/web/dist (${took()})`);
}
