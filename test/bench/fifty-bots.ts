import { type Bot, createBot } from '../../client-demo/bots/bot.ts';
import { createCanStillWin } from '../../client-demo/bots/can-still-win.ts';
import { type SignedIn, signIn } from '../../client-demo/bots/sign-in.ts';
import { createThinker, type Thinker } from '../../client-demo/bots/thinker.ts';
import { joinThrough } from '../../client-demo/connection/colyseus.ts';
import { systemTiming } from '../../client-demo/connection/timing.ts';
import { dataFolder, startServer } from '../support/server-process.ts';
import { createLatencies } from './latencies.ts';
import { timedJoin } from './timed-join.ts';

const bots = 50;
/** An answer after this is late; the client itself gives a connection up after 6 s. */
const lateMs = 1_000;

interface Seen {
  readonly answers: ReturnType<typeof createLatencies>;
  readonly ends: Map<string, string>;
  readonly troubles: string[];
  late: number;
  slowest: number;
}

const benchBot = (url: string, { api, me }: SignedIn, thinker: Thinker, seen: Seen, onOver: () => void): Bot =>
  createBot({
    ...{ api, me, timing: systemTiming, delayMs: () => 200 + Math.random() * 800, canStillWin: createCanStillWin() },
    join: timedJoin(joinThrough(url), ({ type, ms, failure }) => {
      seen.answers.add(ms);
      if (failure !== null) seen.troubles.push(`${type}: ${failure}`);
      seen.slowest = Math.max(seen.slowest, ms);
      if (ms > lateMs) seen.late += 1;
    }),
    think: (view) => thinker.think(2, view),
    ...{ patienceMs: 60_000, rematchWaitMs: 0 },
    report: {
      refused: (game, action, code) => seen.troubles.push(`${game}: ${action} refused: ${code}`),
      thinkingFailed: (game, error) => seen.troubles.push(`${game}: ${String(error)}`),
    },
    onGameOver(game, view) {
      seen.ends.set(game, view?.result?.reason ?? 'never ended');
      onOver();
    },
  });

/** Everybody sits in as many games; each game is opened by one bot and joined by another. */
const playAll = async (url: string, games: number, thinker: Thinker, seen: Seen): Promise<void> => {
  const people = await Promise.all(Array.from({ length: bots }, () => signIn(url, null)));
  const { promise, resolve } = Promise.withResolvers<void>();
  let over = 0;
  const players = people.map((person) =>
    benchBot(url, person, thinker, seen, () => {
      over += 1;
      if (over === 2 * games) resolve();
    }),
  );
  for (let game = 0; game < games; game += 1) {
    const [x, o] = [game % bots, (game + 1 + Math.floor(game / bots)) % bots];
    const settings = { variant: 'connect-four', side: 'x', visibility: 'private' } as const;
    const opened = await people[x]!.api.createGame({ ...settings, clock: { moveMs: 10_000 } });
    players[x]!.play(opened.game.id);
    players[o]!.play(opened.game.id);
  }
  await promise;
  await Promise.all(players.map((player) => player.leave('stay-seated')));
};

/** Fifty bots of one process play so many games of connect-four at once, each move on a clock of 10 s. Prints what went wrong. */
export const benchFiftyBots = async (games: number): Promise<void> => {
  await using folder = await dataFolder();
  const server = await startServer(folder.path, { OCTO_LIMITS: 'none' });
  const thinker = createThinker();
  const seen: Seen = { answers: createLatencies(), ends: new Map(), troubles: [], late: 0, slowest: 0 };
  const began = performance.now();
  try {
    await playAll(server.url, games, thinker, seen);
  } finally {
    await thinker.close();
    await server.stop();
  }
  const reasons = Object.entries(Object.groupBy(seen.ends.values(), (reason) => reason));
  console.log(`
## ${bots} bots of one process, ${games} games at once

${seen.ends.size} games ended (${reasons.map(([reason, all]) => `${reason} ${all?.length}`).join(', ')}) in ${((performance.now() - began) / 1000).toFixed(0)} s.
${seen.answers.count} requests; refused or failed: ${seen.troubles.length}; answered after more than ${lateMs} ms: ${seen.late}.
Answer p50 ${seen.answers.quantile(0.5).toFixed(1)} ms, p99 ${seen.answers.quantile(0.99).toFixed(1)} ms, slowest ${seen.slowest.toFixed(1)} ms.`);
  for (const trouble of seen.troubles) console.log(trouble);
};
