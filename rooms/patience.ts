import type { After } from './ports.ts';

/** What can wait is done together, at most once in so many ms. */
const patientMs = 1_000;

/** Does something within a second, once for all who ask meanwhile. */
export const createPatience = (after: After, run: () => void) => {
  let cancel: (() => void) | undefined;
  return {
    soon: (): void => {
      cancel ??= after(patientMs, () => {
        cancel = undefined;
        run();
      });
    },
    stop: (): void => cancel?.(),
  };
};
