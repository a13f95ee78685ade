import type { LifeStore } from './life-store.ts';

/** Whether any process serves the installation now: its beats go on while one `wait`s, for longer than a beat and its write. */
export const isServed = async (
  store: Pick<LifeStore, 'lives'>,
  since: number,
  wait: () => Promise<void>,
): Promise<boolean> => {
  const before = new Map((await store.lives(since)).map(({ id, lastBeat }) => [id, lastBeat]));
  if (before.size === 0) return false;
  await wait();
  return (await store.lives(since)).some(({ id, lastBeat }) => before.get(id) !== lastBeat);
};
