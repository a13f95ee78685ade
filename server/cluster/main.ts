import { readSecretFiles } from '../secret-files.ts';
import { type ClusterArguments, ClusterUsage, readArguments, usage } from './arguments.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { whyUnreachable } from './service-check.ts';

interface Asked extends ClusterArguments {
  readonly settings: Readonly<Record<string, string>>;
}

const settingsIn = (env: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith('OCTO_') && value !== undefined ? [[name, value]] : [],
    ),
  );

/** @throws ClusterUsage */
const read = (args: readonly string[]): Asked => {
  // A node is told each address itself, so a file that names one is read here.
  const { env, problems } = readSecretFiles(process.env);
  if (problems.length > 0) throw new ClusterUsage(problems.join('\n'));
  return { ...readArguments(args, env), settings: settingsIn(env) };
};

const readOrExit = (): Asked => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return read(args);
  } catch (error) {
    if (!(error instanceof ClusterUsage)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
};

const refuseUnreachable = async ({ mongoUrl, redisUrl }: ClusterArguments): Promise<void> => {
  const reasons = await Promise.all([whyUnreachable('MongoDB', mongoUrl), whyUnreachable('Redis', redisUrl)]);
  const wrong = reasons.filter((reason) => reason !== undefined);
  if (wrong.length === 0) return;
  console.error(wrong.join('\n'));
  process.exit(1);
};

const start = async (asked: Asked, onAllLost: () => void): Promise<Cluster> => {
  const lost = new Set<string>();
  return await startCluster({
    ...asked,
    onLine: (name, line) => console.log(`${name} | ${line}`),
    onLost(name, code) {
      const what = asked.restart ? 'is started again' : 'stays down (--restart starts it again)';
      console.error(`${name} ended by itself, ${code === null ? 'by a signal' : `code ${code}`}; it ${what}`);
      if (!asked.restart && lost.add(name).size === asked.nodes) onAllLost();
    },
  });
};

/** Starts the cluster and waits for a signal, or for the last node to end; a second signal ends everything at once. */
const main = async (): Promise<void> => {
  const asked = readOrExit();
  await refuseUnreachable(asked);
  const { promise: over, resolve: end } = Promise.withResolvers<'signal' | 'all-lost'>();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      end('signal');
      process.once(signal, () => process.exit(1));
    });
  }
  try {
    const cluster = await start(asked, () => end('all-lost'));
    const own = cluster.nodes.map(({ name, url }) => `${name} ${url}`).join(', ');
    console.log(`\n  # ${cluster.url} is ready (${own}). Ctrl+C stops it.\n`);
    const why = await over;
    const soundly = await cluster.close();
    process.exit(why === 'signal' && soundly ? 0 : 1);
  } catch (error) {
    console.error(`cannot start: ${(error as Error).message}`);
    process.exit(1);
  }
};

await main();
