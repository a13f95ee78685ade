/** A connection that may be dead: Colyseus sets `pingCount` to 0 at each answer. */
export interface Asked {
  pingCount: number;
  ping(): void;
  terminate(): void;
}

/**
 * Asks every connection once a round whether it lives, a few at each step, and ends one that has left `mostUnanswered` unanswered.
 * Ten thousand asked in one turn of the event loop, with their answers, would hold up everybody's moves.
 */
export const createAskInTurn = <Connection extends Asked>(
  connections: () => Iterable<Connection>,
  { steps, mostUnanswered }: { readonly steps: number; readonly mostUnanswered: number },
): (() => void) => {
  let round: Connection[] = [];
  let left = 0;
  const ask = (connection: Connection): void => {
    if (connection.pingCount >= mostUnanswered) return connection.terminate();
    connection.pingCount += 1;
    connection.ping();
  };
  return () => {
    if (left === 0) {
      round = [...connections()];
      left = steps;
    }
    for (const connection of round.splice(0, Math.ceil(round.length / left))) ask(connection);
    left -= 1;
  };
};
