import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/**
 * Stops V8 from allocating as old what mostly lived long: with the mark that a move adds it would so allocate the states before
 * and after, which are dead at the next move, and keep all they hold until the whole heap is collected. To be called once all is
 * loaded: V8 accepts compiled code from a cache only under the flags under which it was compiled, so that is written before, which
 * also keeps it for the start after a kill.
 */
export const keepYoung = (): void => {
  flushCompileCache();
  setFlagsFromString('--no-allocation-site-pretenuring');
};
