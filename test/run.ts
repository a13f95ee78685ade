import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { announceServices } from './services.ts';

/** Runs the whole mocha suite with this very Node, after saying which outside services it found. */
announceServices();
const mocha = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'));
const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', mocha, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
