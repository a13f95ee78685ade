import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { announceServices } from './services.ts';

/** Runs the whole mocha suite, or the files named, with this very Node, after saying which outside services it found. */
announceServices();
const mocha = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'));
const asked = process.argv.slice(2);
const run = spawnSync(process.execPath, [mocha, ...(asked.length > 0 ? asked : ['test/**/*.test.ts'])], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
