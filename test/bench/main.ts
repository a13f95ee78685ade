import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchConnectFour } from './connect-four.ts';
import { benchCrowds, benchStorm } from './crowds.ts';
import { benchFiftyBots } from './fifty-bots.ts';
import { benchFlood } from './flood.ts';
import { type Ground, openMongoGround, openSqliteGround } from './grounds.ts';
import { benchLongLog, benchOpenGames, type Growth } from './growth.ts';
import { benchLevels } from './levels.ts';
import { benchMemory } from './memory.ts';
import { benchNodes } from './nodes.ts';
import { benchPage } from './page.ts';
import { benchPlay } from './play.ts';
import { benchStartUp } from './start-up.ts';

interface Asked extends Growth {
  readonly games: number;
}
type Bench = (asked: Asked) => Promise<void> | void;

const on =
  (open: () => Promise<Ground>, bench: (ground: Ground, growth: Growth) => Promise<void>): Bench =>
  async (asked) => {
    await using ground = await open();
    await bench(ground, asked);
  };
const onGrounds = {
  games: on(openSqliteGround, benchOpenGames),
  log: on(openSqliteGround, benchLongLog),
  'games-mongo': on(openMongoGround, benchOpenGames),
  'log-mongo': on(openMongoGround, benchLongLog),
  crowds: on(openSqliteGround, benchCrowds),
  'storm-mongo': on(openMongoGround, benchStorm),
};

const benches: Readonly<Record<string, Bench>> = {
  play: ({ seconds }) => benchPlay(seconds),
  memory: () => benchMemory(),
  'start-up': () => benchStartUp(),
};
/** Run only where they are named. */
const onDemand: Readonly<Record<string, Bench>> = {
  levels: ({ games }) => benchLevels(games),
  'connect-four': () => benchConnectFour(),
  flood: ({ seconds }) => benchFlood(seconds),
  nodes: ({ seconds }) => benchNodes(seconds),
  peer: ({ seconds }) => benchPlay(seconds, true),
  ...onGrounds,
  /** All that is about many: games, events, nodes, people. */
  cluster: async (asked) => {
    await benchNodes(asked.seconds);
    for (const bench of Object.values(onGrounds)) await bench(asked);
  },
  page: () => benchPage(),
  'fifty-bots': ({ games }) => benchFiftyBots(games),
};
const all = { ...benches, ...onDemand };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    games: { type: 'string', default: '100' },
    most: { type: 'string', default: 'Infinity' },
  },
});
const asked = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = asked.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
  process.exit(2);
}
console.log(`# Benchmarks\n\nNode ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}).`);
const [seconds, games, most] = [values.seconds, values.games, values.most].map(Number) as [number, number, number];
for (const name of asked) await all[name]!({ seconds, games, most });
// Clients that were left behind would go on trying to reach servers that are gone.
process.exit(0);
