import { setFlagsFromString } from 'node:v8';

/**
 * Stops V8 from allocating as old what mostly lived long: with the mark that a move adds it would so allocate the states before
 * and after, which are dead at the next move, and keep all they hold until the whole heap is collected. To be called once all is
 * loaded, and disposed of before the process ends: V8 accepts compiled code from a cache only under the flags under which it was
 * compiled, and what was compiled is written to the cache at the end.
 */
export const keepYoung = (): Disposable => {
  setFlagsFromString('--no-allocation-site-pretenuring');
  return { [Symbol.dispose]: () => setFlagsFromString('--allocation-site-pretenuring') };
};
