import type { HistoryLine, Line } from './history.ts';

/** From a kill of the process that served a game until somebody in it was let in again, ms since the epoch. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

export interface Outages {
  /** Takes a line of the history, in its order. */
  hear(line: HistoryLine): void;
  of(game: string): readonly Outage[];
}

interface Place {
  readonly game: string;
  readonly node: string;
}

/** When games were out of everyone's reach because their process had been killed; a client's own troubles do not count. */
export const createOutages = (): Outages => {
  const open = new Map<string, Place>();
  /** Games without a process, since when, and which connections that leaves behind. */
  const down = new Map<string, { readonly from: number; readonly node: string }>();
  const over = new Map<string, Outage[]>();
  const kill = (name: string, from: number): void => {
    for (const { game, node } of open.values())
      if (node.startsWith(`${name}/`) && !down.has(game)) down.set(game, { from, node });
  };
  const served = (game: string, until: number): void => {
    const since = down.get(game);
    if (!since) return;
    down.delete(game);
    over.set(game, [...(over.get(game) ?? []), { from: since.from, until }]);
  };
  const saw = ({ conn, game, at }: Line<'saw'>): void => {
    // What arrives late from the killed process says nothing of a new one.
    if (open.get(conn)?.node !== down.get(game)?.node) served(game, at);
  };
  return {
    hear(line) {
      if (line.kind === 'opened') open.set(line.conn, { game: line.game, node: line.node });
      if (line.kind === 'closed') open.delete(line.conn);
      if (line.kind === 'killed') kill(line.node, line.at);
      if (line.kind === 'entering') served(line.game, line.at);
      if (line.kind === 'saw') saw(line);
    },
    of: (game) => over.get(game) ?? [],
  };
};
