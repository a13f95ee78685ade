import type { NewId } from '../ids.ts';
import type { Life, LifeStore } from './life-store.ts';
import { silenceMs } from './unserved.ts';

interface Needs {
  readonly store: Pick<LifeStore, 'beat'>;
  readonly newId: NewId;
  /** Ms since the epoch. */
  readonly now: () => number;
}

export interface Heart {
  life(): Life;
  /**
   * Writes that this process lives; rejects when the store does not take it. When the beat before is too long ago, since the
   * store was away or this process stood still, that life is over and another begins.
   */
  beat(): Promise<void>;
  /** Whether the last beat is so long ago that this process may no longer rely on having lived. */
  isSilent(): boolean;
}

/** Begins the first life of this process. */
export const startHeart = async ({ store, newId, now }: Needs): Promise<Heart> => {
  const begun = (at: number): Life => ({ id: newId(), startedAt: at, lastBeat: at });
  let life = begun(now());
  let beating: Promise<void> | undefined;
  await store.beat(life);

  const isSilent = (): boolean => now() - life.lastBeat > silenceMs;
  const write = async (): Promise<void> => {
    const at = now();
    let next = isSilent() ? begun(at) : { ...life, lastBeat: at };
    await store.beat(next);
    // A beat that took as long as an outage tells of a moment that is over.
    if (now() - at > silenceMs) {
      next = begun(now());
      await store.beat(next);
    }
    life = next;
  };
  /** Whoever asks while one is being written waits for that: after an outage all ask at once. */
  const beat = (): Promise<void> => {
    beating ??= write().finally(() => {
      beating = undefined;
    });
    return beating;
  };
  return { life: () => life, isSilent, beat };
};
