/** A connection that may be dead. */
export interface Asked {
  ping(): void;
  terminate(): void;
}

/** Connections that are asked whether they live, each at its own step of a round. */
export interface AskInTurn {
  /** From now on it is asked, unless it speaks: `heard` gives how much it has said, in bytes. The answer ends that. */
  came(connection: Asked, heard: () => number): () => void;
  /** Asks those whose step it is, and ends those of them that have left too much unanswered. */
  step(): void;
}

/** Who speaks is asked all the same at every look of this number: proxies and some clients give up a connection that says nothing to them. */
const evenSo = 8;

/**
 * Looks at every connection once in so many steps, at a few at each: ten thousand asked in one turn of the event loop, with their
 * answers, would hold up everybody's moves. One that has said anything since the last look, be it an answer, lives and is hardly ever
 * asked: clients ask for themselves every few seconds, so nearly none is. One that has left `mostUnanswered` unanswered is ended.
 */
export const createAskInTurn = (steps: number, mostUnanswered: number): AskInTurn => {
  const places = Array.from({ length: steps }, () => new Set<() => void>());
  let arrivals = 0;
  let now = 0;
  return {
    came: (connection, heard) => {
      let heardBefore = heard();
      let looks = 0;
      let unanswered = 0;
      const look = (): void => {
        const heardNow = heard();
        const speaks = heardNow !== heardBefore;
        heardBefore = heardNow;
        looks += 1;
        if (speaks) unanswered = 0;
        if (speaks && looks % evenSo !== 0) return;
        if (unanswered >= mostUnanswered) connection.terminate();
        else connection.ping();
        unanswered += 1;
      };
      const place = places[arrivals++ % steps]!.add(look);
      return () => void place.delete(look);
    },
    step: () => {
      for (const look of places[now++ % steps]!) look();
    },
  };
};
