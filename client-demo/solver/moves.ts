import { popCount, type Threats } from './bits.ts';
import type { Layout } from './layout.ts';

/** The moves worth trying in a position, in arrays that are made once. */
export interface Moves {
  /** Finds the moves after which the other side cannot win at once; whether there are any. */
  findSafe(ownLow: number, ownHigh: number, allLow: number, allHigh: number): boolean;
  /** Puts the moves just found into the places from `from` on, those that threaten most first; returns how many they are. */
  sort(ownLow: number, ownHigh: number, allLow: number, allHigh: number, from: number): number;
  /** The cell at a place, as one bit in one half. */
  low(place: number): number;
  high(place: number): number;
}

/** Finds into `safe` where the side to move can go without losing at once. */
const createFindSafe =
  ({ boardLow, boardHigh, bottomLow, bottomHigh }: Layout, threats: Threats, safe: Int32Array): Moves['findSafe'] =>
  (ownLow, ownHigh, allLow, allHigh) => {
    threats(allLow ^ ownLow, allHigh ^ ownHigh, safe);
    const winLow = safe[0] as number;
    const winHigh = safe[1] as number;
    let low = ((allLow << 1) | bottomLow) & boardLow & ~allLow;
    let high = ((allHigh << 1) | (allLow >>> 31) | bottomHigh) & boardHigh & ~allHigh;
    const mustLow = low & winLow;
    const mustHigh = high & winHigh;
    const mustAnswer = (mustLow | mustHigh) !== 0;
    if (mustAnswer) {
      low = mustLow;
      high = mustHigh;
    }
    const isLost = mustAnswer && popCount(mustLow) + popCount(mustHigh) > 1;
    safe[0] = isLost ? 0 : low & ~((winLow >>> 1) | (winHigh << 31));
    safe[1] = isLost ? 0 : high & ~(winHigh >>> 1);
    return ((safe[0] as number) | (safe[1] as number)) !== 0;
  };

export const createMoves = (layout: Layout, threats: Threats): Moves => {
  const { width, height, columnsLow, columnsHigh } = layout;
  const places = width * (width * height + 1);
  const [lows, highs, heats] = [new Int32Array(places), new Int32Array(places), new Int8Array(places)];
  const safe = new Int32Array(2);
  const after = new Int32Array(2);

  const heatOf = (ownLow: number, ownHigh: number, allLow: number, allHigh: number): number => {
    threats(ownLow, ownHigh, after);
    return popCount((after[0] as number) & ~allLow) + popCount((after[1] as number) & ~allHigh);
  };
  /** Moves that are as hot stay in the order in which they came: from the middle outwards. */
  const insert = (from: number, count: number, low: number, high: number, heat: number): void => {
    let place = from + count;
    for (; place > from && (heats[place - 1] as number) < heat; place -= 1) {
      lows[place] = lows[place - 1] as number;
      highs[place] = highs[place - 1] as number;
      heats[place] = heats[place - 1] as number;
    }
    lows[place] = low;
    highs[place] = high;
    heats[place] = heat;
  };
  return {
    findSafe: createFindSafe(layout, threats, safe),
    sort(ownLow, ownHigh, allLow, allHigh, from) {
      let count = 0;
      for (let column = 0; column < width; column += 1) {
        const low = (safe[0] as number) & (columnsLow[column] as number);
        const high = (safe[1] as number) & (columnsHigh[column] as number);
        if ((low | high) === 0) continue;
        insert(from, count, low, high, heatOf(ownLow | low, ownHigh | high, allLow, allHigh));
        count += 1;
      }
      return count;
    },
    low: (place) => lows[place] as number,
    high: (place) => highs[place] as number,
  };
};
