import { judgeClocks } from './clocks.ts';
import { createCommands } from './commands.ts';
import type { HistoryLine, Outcome, OutcomeLine } from './history.ts';
import { matchGame } from './match.ts';
import { createOutages } from './outages.ts';
import { judgeRatings } from './ratings.ts';
import { type Replayed, replay } from './replay.ts';
import { createSightings } from './sightings.ts';
import { createVerdict, type Verdict } from './verdict.ts';

type Lines<Line> = AsyncIterable<Line> | Iterable<Line>;

interface Read {
  readonly log: ReadonlyMap<string, Replayed>;
  readonly ratings: readonly Outcome<'rating'>[];
  readonly boards: readonly Outcome<'leaderboard'>[];
}

const readOutcome = async (lines: Lines<OutcomeLine>): Promise<Read> => {
  const log = new Map<string, Replayed>();
  const ratings: Outcome<'rating'>[] = [];
  const boards: Outcome<'leaderboard'>[] = [];
  for await (const line of lines) {
    if (line.kind === 'log') log.set(line.game, replay(line.game, line.events));
    else if (line.kind === 'rating') ratings.push(line);
    else boards.push(line);
  }
  return { log, ratings, boards };
};

const absent = (game: string): Replayed => replay(game, []);

/**
 * Judges a run by what its bots wrote down and what can be read from outside at its end, and by nothing else:
 * it shares no code with the server. Both inputs are streams; the history is read once, in the order of happening.
 */
export const check = async (history: Lines<HistoryLine>, outcome: Lines<OutcomeLine>): Promise<Verdict> => {
  const { blame, verdict } = createVerdict();
  const { log, ratings, boards } = await readOutcome(outcome);
  const commands = createCommands(blame);
  const sightings = createSightings(log, blame);
  const outages = createOutages();
  const played = new Set<string>(log.keys());
  const stuck = new Map<string, string>();
  let [acknowledgements, sights] = [0, 0];
  for await (const line of history) {
    outages.hear(line);
    if (line.kind === 'killed' || line.kind === 'cut-off') continue;
    played.add(line.game);
    commands.hear(line);
    sightings.hear(line);
    if (line.kind === 'stuck') stuck.set(line.game, line.why);
    if (line.kind === 'acknowledged') acknowledgements += 1;
    if (line.kind === 'saw') sights += 1;
  }
  sightings.finish();
  for (const game of played) {
    const replayed = log.get(game) ?? absent(game);
    for (const breach of replayed.breaches) blame('illegal', game, breach);
    judgeClocks(replayed, outages.of(game), blame);
    matchGame(replayed, commands.byGame().get(game) ?? [], blame);
    if (!replayed.end)
      blame('stuck', game, stuck.get(game) ?? `no end in the log, which has ${replayed.version} events`);
  }
  judgeRatings(log, ratings, boards, blame);
  return verdict({ games: played.size, acknowledgements, sights });
};
