import { joinThrough } from '../../connection/colyseus.ts';
import { systemTiming, type Timing, wait } from '../../connection/timing.ts';
import { createThinker } from '../thinker.ts';
import { crosstable, tallyOf } from './crosstable.ts';
import { type Entrant, enterLevels } from './entrants.ts';
import type { TournamentOptions } from './options.ts';
import { patiently } from './patiently.ts';
import { playGames } from './play-games.ts';
import { scheduleOf } from './schedule.ts';
import { gamesOf } from './tally.ts';

const mostReads = 100;
const betweenReadsMs = 200;

/** The rating on the ladder once all these games are in it, which happens in moments; null when it does not. */
const ratingOf = async (
  timing: Timing,
  { api, me }: Entrant,
  ladder: string,
  games: number,
): Promise<number | null> => {
  for (let read = 0; read < mostReads; read += 1) {
    const { items } = await patiently(timing, () => api.playerRatings(me));
    const found = items.find((standing) => standing.ladder === ladder);
    if (found && found.games >= games) return found.rating;
    await wait(timing, betweenReadsMs);
  }
  return null;
};

/** Plays the tournament and prints its crosstable with the ratings that came of it; `say` is for what happens meanwhile. */
export const runTournament = async (options: TournamentOptions, say: (text: string) => void): Promise<void> => {
  const { url, variant, levels, games, atOnce } = options;
  const { entrants, registered } = await enterLevels(options, systemTiming);
  if (registered) say(`the bots belong to ${registered.username}, password ${registered.password}`);
  const thinker = createThinker();
  const pairings = scheduleOf(entrants, games);
  const began = performance.now();
  const report = {
    trouble: (game: string, what: string) => say(`${game}: ${what}`),
    played: (done: number, all: number) => void (done % 50 === 0 && say(`${done} of ${all} games`)),
  };
  const ports = { variant, atOnce, timing: systemTiming, join: joinThrough(url), thinker, report };
  const played = await playGames(ports, pairings).finally(() => thinker.close());
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const ratings = new Map<Entrant, number | null>();
  for (const entrant of entrants)
    ratings.set(entrant, await ratingOf(systemTiming, entrant, variant, gamesOf(tallyOf(played, entrant))));
  console.log(
    `\n${variant}, levels ${levels.join(', ')}: ${played.length} games in ${seconds} s; points with 95 % confidence\n`,
  );
  console.log(
    crosstable(
      entrants,
      played,
      ({ level }) => `level ${level}`,
      (entrant) => ratings.get(entrant) ?? null,
    ),
  );
};
