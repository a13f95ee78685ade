import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const serverProgram = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A node ended before it listened; the message has the last it said. */
class NodeNotStarted extends Error {
  override readonly name = 'NodeNotStarted';
}

export interface NodeProcessOptions {
  readonly program: string;
  /** Its `OCTO_*` settings; all else is inherited. */
  readonly settings: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

/** One run of a node, from its start to its end. */
export interface NodeProcess {
  readonly pid: number;
  /** Its own address, without a trailing slash, once it listens. Rejects with NodeNotStarted when it ends before that. */
  readonly listening: Promise<string>;
  /** The exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

const environment = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OCTO_'))),
  ...settings,
  // The line that tells the address must be printed.
  OCTO_LOG_LEVEL: /^(trace|debug)$/.test(settings.OCTO_LOG_LEVEL ?? '') ? settings.OCTO_LOG_LEVEL : 'info',
});

/** The address in the line that says that the node listens. */
const addressIn = (line: string): string | undefined =>
  line.includes('"event":"listening"') ? (JSON.parse(line) as { readonly at: string }).at : undefined;

const lastLines = 12;

/** Hands on every line, and resolves with the address once one tells it. */
const readAddress = (child: ChildProcess, onLine: (line: string) => void): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const tail: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface(stream).on('line', (line) => {
      onLine(line);
      tail.push(line);
      if (tail.length > lastLines) tail.shift();
      const at = addressIn(line);
      if (at !== undefined) resolve(at);
    });
  }
  child.once('error', reject);
  // 'close' comes after the last line was read.
  child.once('close', () => reject(new NodeNotStarted(`ended before it listened:\n${tail.join('\n')}`)));
  return promise;
};

/** Starts a node. */
export const startNodeProcess = ({ program, settings, onLine }: NodeProcessOptions): NodeProcess => {
  const child = spawn(process.execPath, [program], {
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals): void => void (isRunning() && child.kill(name));
  // Nobody else would end it when this process fails.
  const endIt = (): void => signal('SIGKILL');
  process.once('exit', endIt);
  const ended = once(child, 'exit').then(() => {
    process.off('exit', endIt);
    return child.exitCode;
  });
  return { pid: child.pid!, listening: readAddress(child, onLine), ended, signal };
};
