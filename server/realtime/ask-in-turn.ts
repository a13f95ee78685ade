/** A connection that may be dead: Colyseus sets `pingCount` to 0 at each answer. */
export interface Asked {
  pingCount: number;
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

/**
 * Looks at every connection once in so many steps, at a few at each: ten thousand asked in one turn of the event loop, with their
 * answers, would hold up everybody's moves. One that has said anything since the last look lives, and is not asked: clients ask for
 * themselves every few seconds, so nearly none is. One that has left `mostUnanswered` unanswered is ended.
 */
export const createAskInTurn = (steps: number, mostUnanswered: number): AskInTurn => {
  const places = Array.from({ length: steps }, () => new Set<() => void>());
  let arrivals = 0;
  let now = 0;
  const ask = (connection: Asked): void => {
    if (connection.pingCount >= mostUnanswered) connection.terminate();
    else connection.ping();
    connection.pingCount += 1;
  };
  return {
    came: (connection, heard) => {
      let heardBefore = heard();
      const look = (): void => {
        const heardNow = heard();
        if (heardNow === heardBefore) ask(connection);
        else connection.pingCount = 0;
        heardBefore = heardNow;
      };
      const place = places[arrivals++ % steps]!.add(look);
      return () => void place.delete(look);
    },
    step: () => {
      for (const look of places[now++ % steps]!) look();
    },
  };
};
