/** Why a room closes a connection. Apart from the messages' schemas: browsers need these numbers and none of those. */
export const closeCode = {
  removedByOperator: 4000,
  nodeGoingAway: 4001,
  refused: 4002,
  gaveUpReconnecting: 4003,
  tooFast: 4290,
} as const;
