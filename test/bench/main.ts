import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchMemory } from './memory.ts';
import { benchPlay } from './play.ts';
import { benchStartUp } from './start-up.ts';

const benches: Readonly<Record<string, (seconds: number) => Promise<void>>> = {
  play: (seconds) => benchPlay(seconds),
  memory: () => benchMemory(),
  'start-up': () => benchStartUp(),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '10' } },
});
const asked = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
console.log(`# Benchmarks\n\nNode ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}).`);
for (const name of asked) await benches[name]!(Number(values.seconds));
