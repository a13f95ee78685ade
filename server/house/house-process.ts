import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { HouseNews, HouseOrder } from '../../shared/protocol/house.ts';

/** A process with which the server speaks over IPC. */
export interface HouseProcess {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  send(order: HouseOrder): void;
  onNews(run: (news: HouseNews) => void): void;
  /** Called once, with the exit code, or null when a signal ended it. */
  onExit(run: (code: number | null) => void): void;
  /** Asks it to end, and ends it if it does not; resolves when it has. */
  stop(): Promise<void>;
}

const stopPatienceMs = 3_000;

/** The bots get none of the server's settings: some are secrets. */
const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ['PATH', 'SystemRoot', 'TZ'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** Starts a file of this program in a process of its own. It ends when the server does, since its channel closes then. */
export const forkHouse = (file: string): HouseProcess => {
  const child = fork(file, [], { env: bareEnvironment(), execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const send = (order: HouseOrder): void => {
    // A process that has just died is reported by its exit, not by what could not be sent to it.
    if (child.connected) child.send(order, () => undefined);
  };
  return {
    pid: child.pid,
    send,
    onNews: (run) => void child.on('message', (news) => run(news as HouseNews)),
    onExit(run) {
      child.once('exit', run);
      child.once('error', () => isRunning(child) || run(null));
    },
    async stop() {
      if (!isRunning(child)) return;
      const exited = once(child, 'exit');
      send({ type: 'stop' });
      const killer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
      await exited.finally(() => clearTimeout(killer));
    },
  };
};
