import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Functions are compiled when they are first called, instead of being interpreted until they prove busy: a node works hardest just
// after its start, when those whom another one lost come to it. Before the cache, which is for this way of compiling.
setFlagsFromString('--always-sparkplug');

// Half of a start is stripping and compiling: what was compiled once is taken from here, which only who installed it (in the image, its user) can write.
// Where it cannot be written a start takes as long as it did; a read-only image has it from `--compile`, which starts nothing.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
const [{ serve }, { loadAll }] = await Promise.all([import('./serve.ts'), import('./app.ts')]);
await (process.argv[2] === '--compile' ? loadAll() : serve());
