import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Redis } from 'ioredis';
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

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** Starts a server that keeps nothing on disk; gives its address and its end. */
const startServer = async (program: string): Promise<{ url: string; stop(): Promise<void> }> => {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(program, args, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

const emptied = async (client: Redis): Promise<void> => {
  const keys = [...(await client.keys('octo:*')), 'roomcaches', 'roomcount'];
  await client.del(...keys);
};

/** `at` is what the service `redis` is: the address of a running server, or the program of one. */
export const openTestRedis = async (at: string): Promise<TestRedis> => {
  const server = /^rediss?:/.test(at) ? { url: at, stop: async () => undefined } : await startServer(at);
  const client = new Redis(server.url);
  // Until the server that was just started listens.
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
