import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolder } from '../support/server-process.ts';
import { openCluster } from './cluster-target.ts';
import { isClean, reportOf } from './report.ts';
import { runChaos } from './run-chaos.ts';
import { faultNames } from './schedule.ts';
import { openSingle, type Target } from './target.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    games: { type: 'string', default: '300' },
    nodes: { type: 'string', default: '6' },
    pace: { type: 'string', default: '6000' },
    folder: { type: 'string' },
    only: { type: 'string' },
    nginx: { type: 'boolean', default: false },
  },
});

const [seconds, seed, games] = [Number(values.seconds), Number(values.seed), Number(values.games)];
const folder = values.folder ?? join(tmpdir(), `octothorpe-chaos-${seed}-${Date.now()}`);
await using data = await dataFolder();
/** One node is a server with its embedded store; more share a Redis and a MongoDB. */
const open = async (): Promise<Target> => {
  const nodes = Number(values.nodes);
  if (nodes === 1) return openSingle(data.path);
  const redisProgram = process.env.OCTO_TEST_REDIS_SERVER || 'redis-server';
  return await openCluster({
    nodes,
    data: data.path,
    redisProgram,
    nginxProgram: values.nginx ? process.env.OCTO_TEST_NGINX || 'nginx' : undefined,
    mongoUrl: process.env.OCTO_TEST_MONGO_URL || undefined,
  });
};
await using target = await open();
const asked = values.only?.split(',') ?? faultNames;
const result = await runChaos({
  ...{ target, seconds, seed, games, folder },
  paceMs: Number(values.pace),
  kinds: target.kinds.filter((kind) => asked.includes(kind)),
  say: (text) => console.log(text),
});
console.log(`\n${reportOf(result)}\nhistory and verdict: ${folder}`);
process.exitCode = isClean(result) ? 0 : 1;
