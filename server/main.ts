import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Half of a start is stripping and compiling: what was compiled once is taken from here, which only who installed it can write.
// Where it cannot be written, as in a read-only image, a start takes as long as it did.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
// V8 allocates what mostly lives long as old at once, and with it the state of a game before and after each move, which does not:
// dead and old, each then kept its list of moves alive until the whole heap was collected. Most of collecting was that.
setFlagsFromString('--no-allocation-site-pretenuring');
await import('./serve.ts');
