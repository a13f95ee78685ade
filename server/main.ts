import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Half of a start is stripping and compiling: what was compiled once is taken from here, which only who installed it can write.
// Where it cannot be written, as in a read-only image, a start takes as long as it did.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
await import('./serve.ts');
