import { setFlagsFromString } from 'node:v8';

/**
 * Stops V8 from allocating as old what mostly lived long: with the mark that a move adds it would so allocate the states before
 * and after, which are dead at the next move, and keep all they hold until the whole heap is collected. To be called once all is
 * loaded and the cache of compiled code is written, which is for the flags of a start.
 */
export const keepYoung = (): void => setFlagsFromString('--no-allocation-site-pretenuring');
