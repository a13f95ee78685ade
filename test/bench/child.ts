import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A process under measurement, or one that makes load; ended when disposed. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** The next message that the process sends; rejects when it ends first. */
  next<Message>(): Promise<Message>;
  send(message: Serializable): void;
}

const messagesOf = (child: ChildProcess) => {
  const arrived: unknown[] = [];
  const waiting: { resolve(message: unknown): void; reject(error: Error): void }[] = [];
  child.on('message', (message) => {
    const first = waiting.shift();
    if (first === undefined) arrived.push(message);
    else first.resolve(message);
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the process ended with ${code}`));
  });
  return <Message>(): Promise<Message> =>
    arrived.length > 0
      ? Promise.resolve(arrived.shift() as Message)
      : new Promise((resolve, reject) => waiting.push({ resolve: resolve as (message: unknown) => void, reject }));
};

/** Forks a script of this folder. */
export const forkScript = (
  script: string,
  env: Readonly<Record<string, string>> = {},
  execArgv: string[] = [],
): Child => {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(path, {
    env: { ...process.env, ...env },
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  return {
    pid: child.pid!,
    next: messagesOf(child),
    send: (message) => void child.send(message),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exited;
    },
  };
};

const ticksPerSecond = 100;

/** Processor seconds, user and system, that a process and its threads have used (Linux: proc(5), fields 14 and 15). */
export const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

/** Resident memory of a process in bytes. */
export const residentBytes = (pid: number): number => {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) * 1024;
};
