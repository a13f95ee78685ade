import { existsSync } from 'node:fs';
import { connect } from 'node:net';

/** An outside service that part of the suite needs, named as `OCTO_TEST_REQUIRE` names it. */
export type Service = 'browser' | 'mongo' | 'nginx' | 'redis';

const chromium = (): string | undefined =>
  [process.env.OCTO_TEST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );

const nginx = (): string | undefined =>
  [process.env.OCTO_TEST_NGINX, '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );

/** A server that the tests start for themselves. */
const redisServer = (): string | undefined =>
  ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path));

/** Whether something listens there; what does not refuse at once does. */
const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const tell = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => tell(true));
    socket.once('timeout', () => tell(false));
    socket.once('error', () => tell(false));
  });

/** What the variable names is taken at its word; the usual port counts where something listens on it. */
const urlOf = async (named: string | undefined, scheme: string, port: number): Promise<string | undefined> => {
  if (named !== undefined && named !== '') return named;
  return (await listens(port)) ? `${scheme}://127.0.0.1:${port}` : undefined;
};

/** Where each service is, or undefined where this machine has none. */
const services: Record<Service, string | undefined> = {
  browser: chromium(),
  nginx: nginx(),
  redis: (await urlOf(process.env.OCTO_TEST_REDIS_URL, 'redis', 6379)) ?? redisServer(),
  mongo: await urlOf(process.env.OCTO_TEST_MONGO_URL, 'mongodb', 27_017),
};

const withoutPassword = (at: string): string => at.replace(/\/\/[^/@]*@/, '//');

const required = (): string[] => (process.env.OCTO_TEST_REQUIRE ?? '').split(',').filter((name) => name !== '');

/**
 * Says plainly what will be skipped, and ends the run with status 1 where a missing service was required.
 * A name in `OCTO_TEST_REQUIRE` that the suite does not know is an error too: it would silently require nothing.
 */
export const announceServices = (): void => {
  const unknown = required().filter((name) => !(name in services));
  const missing = required().filter((name) => name in services && services[name as Service] === undefined);
  if (unknown.length + missing.length > 0) {
    for (const name of unknown) console.error(`OCTO_TEST_REQUIRE names an unknown service: ${name}`);
    for (const name of missing) console.error(`OCTO_TEST_REQUIRE names ${name}, but it is not on this machine`);
    process.exit(1);
  }
  for (const [name, at] of Object.entries(services)) {
    console.log(
      at === undefined ? `skipping the ${name} tests: not on this machine` : `${name}: ${withoutPassword(at)}`,
    );
  }
};

/** The address of a service for a test that needs it; skips the mocha test or suite where there is none. */
export const serviceFor = (context: { skip(): never }, name: Service): string => services[name] ?? context.skip();
