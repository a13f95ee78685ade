/** Runs something once after `ms`, of any length; the answer cancels it. */
export type After = (ms: number, run: () => void) => () => void;
