import { Redis } from 'ioredis';
import { startChildService } from './child-service.ts';
import { type FlakyProxy, openFlakyProxy } from './flaky-proxy.ts';

/** A Redis for one test: empty at first, behind a proxy that can be made to misbehave. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly proxy: FlakyProxy;
  /** Past the proxy. */
  readonly client: Redis;
  /** Forgets what the server keeps there. */
  empty(): Promise<void>;
}

/** Starts a server that keeps nothing on disk; gives its address and its end. */
const startServer = async (program: string): Promise<{ url: string; stop(): Promise<void> }> => {
  const service = await startChildService(program, (port) => [
    ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  ]);
  return { url: `redis://127.0.0.1:${service.port}`, stop: async () => await service[Symbol.asyncDispose]() };
};

const emptied = async (client: Redis): Promise<void> => {
  const keys = [...(await client.keys('octo:*')), 'roomcaches', 'roomcount'];
  await client.del(...keys);
};

/** `at` is what the service `redis` is: the address of a running server, or the program of one. */
export const openTestRedis = async (at: string): Promise<TestRedis> => {
  const server = /^rediss?:/.test(at) ? { url: at, stop: async () => undefined } : await startServer(at);
  const client = new Redis(server.url);
  client.on('error', () => undefined);
  await client.ping();
  await emptied(client);
  const proxy = await openFlakyProxy(Number(new URL(server.url).port || 6379));
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    ...{ proxy, client },
    empty: () => emptied(client),
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      client.disconnect();
      await server.stop();
    },
  };
};
