import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** A whole server in a process of its own, as an operator would run it. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The log so far, a line an event. */
  readonly log: readonly string[];
  /** SIGKILL: the process has no chance to do anything. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the first log line that contains `text`, past ones included. */
  logged(text: string): Promise<string>;
}

/** A folder for one server's data, deleted when disposed. */
export const dataFolder = async (): Promise<{ path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'octothorpe-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

const watchLog = (child: ChildProcess) => {
  const log: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface(stream).on('line', (line) => {
      log.push(line);
      for (const see of waiting) see(line);
    });
  }
  const logged = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const past = log.find((line) => line.includes(text));
      if (past !== undefined) return resolve(past);
      const ended = () => reject(new Error(`the server ended before it logged ${text}:\n${log.join('\n')}`));
      child.once('exit', ended);
      waiting.add(function see(line) {
        if (!line.includes(text)) return;
        waiting.delete(see);
        child.off('exit', ended);
        resolve(line);
      });
    });
  return { log, logged };
};

/**
 * Starts `server/main.ts` on a free loopback port and waits until it listens.
 * Rejects with the log when the process ends before that.
 */
export const startServer = async (data: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OCTO_')));
  const child = spawn(process.execPath, [main], {
    env: { ...inherited, OCTO_PORT: '0', OCTO_DATA: data, OCTO_HOUSE_BOTS: ',', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { log, logged } = watchLog(child);
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    return child.exitCode;
  };
  const listening = JSON.parse(await logged('"event":"listening"')) as { url: string };
  return {
    url: listening.url,
    pid: child.pid!,
    log,
    logged,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
};

/** A server that keeps its data in a folder of its own; its disposal stops it, and deletes the folder. */
export type OwnServer = ServerProcess & AsyncDisposable;

/** Rejects as `startServer` does, and leaves nothing behind. */
export const openServer = async (env: Readonly<Record<string, string>> = {}): Promise<OwnServer> => {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(await dataFolder());
  const server = await startServer(path, env);
  opened.defer(async () => void (await server.stop()));
  const own = opened.move();
  return { ...server, [Symbol.asyncDispose]: () => own.disposeAsync() };
};
