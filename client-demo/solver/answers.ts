/** What was found out about positions: yes or no. */
export interface Answers {
  /** 1 yes, 0 no, -1 not known. */
  find(low: number, high: number): number;
  /** `effort` is how many positions had to be looked at. */
  store(low: number, high: number, answer: boolean, effort: number): void;
}

/**
 * A memory of 2^`bits` places in pairs, of 9 bytes each. The first of a pair keeps what cost the most effort, the second what came last.
 * No position's key is 0.
 */
export const createAnswers = (bits: number): Answers => {
  const keys = new Int32Array(2 * 2 ** bits);
  /** The answer in the lowest bit, above it the logarithm of the effort. */
  const notes = new Uint8Array(2 ** bits);
  const pairOf = (low: number, high: number): number => {
    const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    return (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> (32 - bits)) & ~1;
  };
  const isAt = (place: number, low: number, high: number): boolean =>
    keys[2 * place] === low && keys[2 * place + 1] === high;
  return {
    find(low, high) {
      const pair = pairOf(low, high);
      if (isAt(pair, low, high)) return (notes[pair] as number) & 1;
      return isAt(pair + 1, low, high) ? (notes[pair + 1] as number) & 1 : -1;
    },
    store(low, high, answer, effort) {
      const pair = pairOf(low, high);
      const weight = 32 - Math.clz32(effort);
      const place = weight >= (notes[pair] as number) >> 1 ? pair : pair + 1;
      keys[2 * place] = low;
      keys[2 * place + 1] = high;
      notes[place] = (weight << 1) | Number(answer);
    },
  };
};
