import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchConnectFour } from './connect-four.ts';
import { benchCrowds } from './crowds.ts';
import { benchFiftyBots } from './fifty-bots.ts';
import { benchFlood } from './flood.ts';
import { benchLongLog, benchOpenGames } from './growth.ts';
import { benchLevels } from './levels.ts';
import { benchMemory } from './memory.ts';
import { benchNodes } from './nodes.ts';
import { benchPage } from './page.ts';
import { benchPlay } from './play.ts';
import { benchStartUp } from './start-up.ts';

interface Asked {
  readonly seconds: number;
  readonly games: number;
}
type Bench = (asked: Asked) => Promise<void> | void;

const benches: Readonly<Record<string, Bench>> = {
  play: ({ seconds }) => benchPlay(seconds),
  memory: () => benchMemory(),
  'start-up': () => benchStartUp(),
};
/** Run only where they are named. */
const onDemand: Readonly<Record<string, Bench>> = {
  levels: ({ games }) => benchLevels(games),
  'connect-four': () => benchConnectFour(),
  crowds: () => benchCrowds(),
  flood: ({ seconds }) => benchFlood(seconds),
  nodes: ({ seconds }) => benchNodes(seconds),
  peer: ({ seconds }) => benchPlay(seconds, true),
  games: ({ seconds }) => benchOpenGames(seconds),
  log: ({ seconds }) => benchLongLog(seconds),
  /** All that is about many: games, events, nodes, people. */
  cluster: async ({ seconds }) => {
    await benchNodes(seconds);
    await benchOpenGames(seconds);
    await benchLongLog(seconds);
    await benchCrowds();
  },
  page: () => benchPage(),
  'fifty-bots': ({ games }) => benchFiftyBots(games),
};
const all = { ...benches, ...onDemand };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '10' }, games: { type: 'string', default: '100' } },
});
const asked = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = asked.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
  process.exit(2);
}
console.log(`# Benchmarks\n\nNode ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}).`);
for (const name of asked) await all[name]!({ seconds: Number(values.seconds), games: Number(values.games) });
// Clients that were left behind would go on trying to reach servers that are gone.
process.exit(0);
