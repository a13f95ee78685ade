import { parseArgs } from 'node:util';

/** What was asked for cannot be done; the message says why. */
export class ClusterUsage extends Error {
  override readonly name = 'ClusterUsage';
}

export const usage = `usage: npm run cluster -- [--nodes 3] [--port 2567] [--mongo URL] [--redis URL] [--data ./data] [--restart]

Starts so many servers on this machine, behind one address on loopback. MongoDB and Redis must run already; their
addresses come from --mongo and --redis, else from OCTO_MONGO_URL and OCTO_REDIS_URL. Other OCTO_* settings go to every
server. --restart starts a server again that ended by itself.`;

export interface ClusterArguments {
  readonly nodes: number;
  readonly port: number;
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly data: string;
  readonly restart: boolean;
}

const mostNodes = 16;

const whole = (name: string, text: string, least: number, most: number): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new ClusterUsage(`--${name} is a whole number from ${least} to ${most}`);
};

const address = (name: string, variable: string, scheme: RegExp, text: string | undefined): string => {
  if (text === undefined || text === '')
    throw new ClusterUsage(`--${name} is missing: many servers need one address of it, from --${name} or ${variable}`);
  if (!scheme.test(text)) throw new ClusterUsage(`--${name} is no such address`);
  return text;
};

const parse = (args: readonly string[]) => {
  const options = {
    nodes: { type: 'string', default: '3' },
    port: { type: 'string', default: '2567' },
    mongo: { type: 'string' },
    redis: { type: 'string' },
    data: { type: 'string', default: './data' },
    restart: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new ClusterUsage((error as Error).message);
  }
};

/** @throws ClusterUsage */
export const readArguments = (args: readonly string[], env: NodeJS.ProcessEnv): ClusterArguments => {
  const { nodes, port, mongo, redis, data, restart } = parse(args);
  return {
    nodes: whole('nodes', nodes, 1, mostNodes),
    port: whole('port', port, 0, 65_535),
    mongoUrl: address('mongo', 'OCTO_MONGO_URL', /^mongodb(\+srv)?:\/\//, mongo ?? env.OCTO_MONGO_URL),
    redisUrl: address('redis', 'OCTO_REDIS_URL', /^rediss?:\/\//, redis ?? env.OCTO_REDIS_URL),
    ...{ data, restart },
  };
};
