import { createLatencies } from '../bench/latencies.ts';
import type { HistoryLine, Line } from './checker/history.ts';

export type Latencies = ReturnType<typeof createLatencies>;

/** What a history amounts to, without judging it. */
export interface Tally {
  readonly games: Set<string>;
  readonly players: Set<string>;
  readonly refusals: Map<string, number>;
  acknowledged: number;
  unanswered: number;
  connections: number;
  /** From sending a command first to its acknowledgement, ms. */
  readonly answers: Latencies;
  /** From the end of a process to the first state from another one, ms, by how it ended. */
  readonly reEntries: Readonly<Record<'SIGKILL' | 'SIGTERM', Latencies>>;
  /** The same for processes killed while nothing else was wrong, of those whose own way to the server was whole. */
  readonly plainReEntries: Latencies;
  /** Clients that did not enter a game again by themselves, by what they were told. */
  readonly givenUp: Map<string, number>;
  /** Players who never came back to a game that went on without them. */
  missing: number;
}

interface Exile {
  readonly at: number;
  readonly node: string;
  readonly signal: Line<'killed'>['signal'];
  readonly conn: string;
}

const newTally = (): Tally => ({
  ...{
    games: new Set(),
    players: new Set(),
    refusals: new Map(),
    givenUp: new Map(),
    acknowledged: 0,
    unanswered: 0,
    connections: 0,
  },
  answers: createLatencies(),
  reEntries: { SIGKILL: createLatencies(), SIGTERM: createLatencies() },
  ...{ plainReEntries: createLatencies(), missing: 0 },
});

/** A client asks every 4 s whether its connection lives, finds at the next time that it does not, and comes back. */
const hinderedMs = 9_000;

/** Follows everyone whose process ends to where they see their game again. */
const createExiles = (tally: Tally, isPlain: (at: number) => boolean) => {
  const open = new Map<string, { readonly node: string; readonly key: string }>();
  const exiles = new Map<string, Exile>();
  const cutOff = new Map<string, number>();
  const keyOf = ({ game, player }: { game: string; player: string }): string => `${game} ${player}`;
  const killed = ({ at, node: name, signal }: Line<'killed'>): void => {
    for (const [conn, { node, key }] of open)
      if (node.startsWith(`${name}/`) && !exiles.has(key)) exiles.set(key, { at, node, signal, conn });
  };
  const saw = (line: Line<'saw'>): void => {
    const key = keyOf(line);
    const exile = exiles.get(key);
    if (!exile || open.get(line.conn)?.node === exile.node) return;
    exiles.delete(key);
    tally.reEntries[exile.signal].add(line.at - exile.at);
    const isHindered = (cutOff.get(line.player) ?? Number.NEGATIVE_INFINITY) > exile.at - hinderedMs;
    if (exile.signal === 'SIGKILL' && !isHindered && isPlain(exile.at)) tally.plainReEntries.add(line.at - exile.at);
  };
  const closed = (line: Line<'closed'>): void => {
    // Whoever leaves by choice, the game being over, has nothing to come back to.
    if (line.left) exiles.delete(keyOf(line));
    open.delete(line.conn);
  };
  return { open, exiles, cutOff, killed, saw, closed, keyOf };
};

const countOne = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Counts a history line by line. `isPlain` says whether at that time nothing was wrong but a killed process. */
export const tallyHistory = async (
  lines: AsyncIterable<HistoryLine>,
  isPlain: (at: number) => boolean,
): Promise<Tally> => {
  const tally = newTally();
  const exiles = createExiles(tally, isPlain);
  const sentAt = new Map<string, number>();
  for await (const line of lines) {
    if (line.kind === 'killed') exiles.killed(line);
    else if (line.kind === 'saw') exiles.saw(line);
    else if (line.kind === 'closed') exiles.closed(line);
    else if (line.kind === 'cut-off') exiles.cutOff.set(line.player, line.at);
    else if (line.kind === 'unanswered') tally.unanswered += 1;
    else if (line.kind === 'refused') countOne(tally.refusals, line.code);
    else if (line.kind === 'gave-up') countOne(tally.givenUp, line.code);
    else if (line.kind === 'sent' && !sentAt.has(line.command)) sentAt.set(line.command, line.at);
    else if (line.kind === 'acknowledged') {
      tally.acknowledged += 1;
      tally.answers.add(line.at - sentAt.get(line.command)!);
    } else if (line.kind === 'opened') {
      tally.connections += 1;
      tally.games.add(line.game);
      tally.players.add(line.player);
      exiles.open.set(line.conn, { node: line.node, key: exiles.keyOf(line) });
    }
  }
  tally.missing = exiles.exiles.size;
  return tally;
};
