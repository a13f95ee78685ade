/** A connection that may be dead: Colyseus sets `pingCount` to 0 at each answer. */
export interface Asked {
  pingCount: number;
  ping(): void;
  terminate(): void;
}

/** Connections that are asked whether they live, each at its own step of a round. */
export interface AskInTurn {
  /** From now on it is asked; the answer ends that. */
  came(connection: Asked): () => void;
  /** Asks those whose step it is, and ends those of them that have left too much unanswered. */
  step(): void;
}

/**
 * Asks every connection once in so many steps, a few at each: ten thousand asked in one turn of the event loop, with their
 * answers, would hold up everybody's moves. One that has left `mostUnanswered` unanswered is ended.
 */
export const createAskInTurn = (steps: number, mostUnanswered: number): AskInTurn => {
  const places = Array.from({ length: steps }, () => new Set<Asked>());
  let arrivals = 0;
  let now = 0;
  const ask = (connection: Asked): void => {
    if (connection.pingCount >= mostUnanswered) connection.terminate();
    else connection.ping();
    connection.pingCount += 1;
  };
  return {
    came: (connection) => {
      const place = places[arrivals++ % steps]!.add(connection);
      return () => void place.delete(connection);
    },
    step: () => {
      for (const connection of places[now++ % steps]!) ask(connection);
    },
  };
};
