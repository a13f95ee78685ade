import { setTimeout as sleep } from 'node:timers/promises';
import { createLatencies } from './latencies.ts';

/** One pair of players who answer each other: `move` resolves with the ms from sending to the opponent's having seen it. */
export interface Pair {
  move(): Promise<number>;
}

export interface LoadOrder {
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Moves a second over all pairs; null for as fast as they answer each other. */
  readonly rate: number | null;
}

export interface LoadResult {
  readonly moves: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

/** Says when measuring begins and ends, so that the parent reads the server's counters at the same moments. */
export type LoadMessage = { readonly kind: 'ready' | 'begin' } | ({ readonly kind: 'end' } & LoadResult);

/** Drives all pairs for the ordered time and tells the parent process. Bounded by the order's durations. */
const driveLoad = async (pairs: readonly Pair[], order: LoadOrder): Promise<void> => {
  let measuring = false;
  let ending = false;
  let latencies = createLatencies();
  const gap = order.rate === null ? 0 : (pairs.length * 1000) / order.rate;
  const drive = async (pair: Pair, at: number): Promise<void> => {
    let due = performance.now() + (gap * at) / pairs.length;
    while (!ending) {
      if (gap > 0) {
        const wait = due - performance.now();
        if (wait > 0) await sleep(wait);
        due += gap;
      }
      const ms = await pair.move();
      if (measuring) latencies.add(ms);
    }
  };
  const driving = pairs.map(drive);
  await sleep(order.warmUpMs);
  latencies = createLatencies();
  measuring = true;
  const began = performance.now();
  process.send!({ kind: 'begin' } satisfies LoadMessage);
  await sleep(order.measureMs);
  measuring = false;
  const seconds = (performance.now() - began) / 1000;
  const result = { moves: latencies.count, seconds, p50: latencies.quantile(0.5), p99: latencies.quantile(0.99) };
  process.send!({ kind: 'end', ...result } satisfies LoadMessage);
  ending = true;
  await Promise.all(driving);
};

/** Tells the parent that all pairs are connected, then carries out its orders one after the other: a pair makes one move at a time. */
export const serveOrders = (pairs: readonly Pair[]): void => {
  let before = Promise.resolve();
  process.on('message', (order: LoadOrder) => {
    before = before.then(() => driveLoad(pairs, order));
  });
  process.on('disconnect', () => process.exit(0));
  process.send!({ kind: 'ready' } satisfies LoadMessage);
};
