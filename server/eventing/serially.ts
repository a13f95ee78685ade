/**
 * Runs `work` after everything begun earlier under the same key has ended, well or badly; other keys do not wait. `failed` is
 * called before the next begins.
 */
export type Serially = <Result>(key: string, work: () => Promise<Result>, failed?: () => void) => Promise<Result>;

export const createSerially = (): Serially => {
  const tails = new Map<string, Promise<void>>();
  return (key, work, failed) => {
    const before = tails.get(key);
    const result = before ? before.then(work) : work();
    const forget = (): void => {
      if (tails.get(key) === tail) tails.delete(key);
    };
    const forgetFailed = (): void => {
      failed?.();
      forget();
    };
    // Never rejects: a failure is the business of the one who asked for that piece of work.
    const tail: Promise<void> = result.then(forget, forgetFailed);
    tails.set(key, tail);
    return result;
  };
};
