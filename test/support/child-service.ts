import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** A store in a process of its own, on a free port of loopback, that can be killed and started again. */
export interface ChildService extends AsyncDisposable {
  readonly port: number;
  /** SIGKILL; resolves once it is gone. */
  kill(): Promise<void>;
  /** Resolves once it takes connections. */
  start(): Promise<void>;
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const tell = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => tell(true));
    socket.once('error', () => tell(false));
  });

const patienceMs = 90_000;

const untilListens = async (port: number, hasEnded: () => boolean): Promise<void> => {
  const until = Date.now() + patienceMs;
  while (!(await listens(port))) {
    if (hasEnded() || Date.now() > until) throw new Error(`nothing listens on ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Starts a program that is told its port in its arguments, with `env` beside what it inherits. Rejects when it ends before it listens. */
export const startChildService = async (
  program: string,
  args: (port: number) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ChildService> => {
  const port = await freePort();
  const launch = () => spawn(program, args(port), { env: { ...process.env, ...env }, stdio: 'ignore' });
  let child = launch();
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const endIt = (): void => void (isRunning() && child.kill('SIGKILL'));
  // Nobody else would end it when this process fails.
  process.once('exit', endIt);
  const kill = async (): Promise<void> => {
    if (!isRunning()) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  await untilListens(port, () => !isRunning());
  return {
    ...{ port, kill },
    start: async () => {
      if (!isRunning()) child = launch();
      await untilListens(port, () => !isRunning());
    },
    [Symbol.asyncDispose]: async () => {
      process.off('exit', endIt);
      await kill();
    },
  };
};
