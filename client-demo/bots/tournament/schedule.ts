/** Who plays X and who plays O. */
export interface Pairing<Player> {
  readonly x: Player;
  readonly o: Player;
}

/** Every two players so many times, the first side alternating; a game of each pair before the next game of any. */
export const scheduleOf = <Player>(players: readonly Player[], games: number): Pairing<Player>[] =>
  Array.from({ length: games }, (_, round) =>
    players.flatMap((a, at) =>
      players.slice(at + 1).map((b): Pairing<Player> => (round % 2 === 0 ? { x: a, o: b } : { x: b, o: a })),
    ),
  ).flat();
