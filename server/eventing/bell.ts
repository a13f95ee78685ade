/** Wakes one sleeper. A ring that nobody waits for is kept for the next `rung`, however many there were. */
export const createBell = () => {
  let ringing = false;
  let wake: (() => void) | undefined;
  return {
    ring: (): void => {
      ringing = true;
      wake?.();
    },
    rung: async (): Promise<void> => {
      if (!ringing)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      ringing = false;
      wake = undefined;
    },
  };
};
