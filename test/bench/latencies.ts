/** Latencies of one run; memory is bounded by keeping a uniform sample (Vitter's reservoir, algorithm R). */
export interface Latencies {
  add(ms: number): void;
  /** The quantile in ms, NaN without samples. */
  quantile(q: number): number;
  readonly count: number;
}

export const createLatencies = (capacity = 200_000): Latencies => {
  const sample: number[] = [];
  let seen = 0;
  return {
    add: (ms) => {
      seen += 1;
      if (sample.length < capacity) sample.push(ms);
      else {
        const place = Math.floor(Math.random() * seen);
        if (place < capacity) sample[place] = ms;
      }
    },
    quantile: (q) => {
      const sorted = [...sample].sort((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
    },
    get count() {
      return seen;
    },
  };
};
