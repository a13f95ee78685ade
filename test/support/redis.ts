import { Redis } from 'ioredis';
import { type FlakyProxy, openFlakyProxy } from './flaky-proxy.ts';
import { startRedis } from './stores.ts';

/** A Redis for one test: empty at first, behind a proxy that can be made to misbehave. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly proxy: FlakyProxy;
  /** Past the proxy. */
  readonly client: Redis;
  /** Forgets what the server keeps there. */
  empty(): Promise<void>;
}

const emptied = async (client: Redis): Promise<void> => {
  const keys = [...(await client.keys('octo:*')), 'roomcaches', 'roomcount'];
  await client.del(...keys);
};

/** `at` is what the service `redis` is: the address of a running server, or the program of one. */
export const openTestRedis = async (at: string): Promise<TestRedis> => {
  await using opened = new AsyncDisposableStack();
  const url = /^rediss?:/.test(at) ? at : `redis://127.0.0.1:${opened.use(await startRedis(at)).port}`;
  const client = opened.adopt(new Redis(url), (open) => open.disconnect());
  client.on('error', () => undefined);
  await client.ping();
  await emptied(client);
  const proxy = opened.use(await openFlakyProxy(Number(new URL(url).port || 6379)));
  const own = opened.move();
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    ...{ proxy, client },
    empty: () => emptied(client),
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
};
