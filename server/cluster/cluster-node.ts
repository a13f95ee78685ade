import { type NodeProcess, type NodeProcessOptions, startNodeProcess } from './node-process.ts';

/** One place in the cluster; the process in it changes with every start. */
export interface ClusterNode {
  /** Its static public path segment, such as `n1`. */
  readonly name: string;
  /** Its own address, past the front, without a trailing slash. A restart changes it; undefined while it is down. */
  readonly url: string | undefined;
  readonly pid: number | undefined;
  /** The newest lines of its log over all its runs, a line an event. */
  readonly log: readonly string[];
  /** Sends a signal, SIGKILL unless told, and waits for the end; resolves with the exit code, null after a SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  /** SIGTERM; after `graceMs` SIGKILL. Resolves with the exit code, 0 where it was down already. */
  stop(): Promise<number | null>;
  /** Starts it, and waits until it listens; where it runs it is stopped first. */
  restart(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
}

export interface ClusterNodeOptions {
  readonly name: string;
  readonly program: string;
  readonly settings: () => NodeProcessOptions['settings'];
  readonly graceMs: number;
  readonly onLine: (name: string, line: string) => void;
  /** It ended by itself, not by `kill` or `stop`. */
  readonly onLost: (name: string, code: number | null) => void;
}

const linesKept = 5_000;

export const createClusterNode = (options: ClusterNodeOptions): ClusterNode => {
  const { name, graceMs, onLost } = options;
  const log: string[] = [];
  let running: NodeProcess | undefined;
  let url: string | undefined;
  const asked = new WeakSet<NodeProcess>();

  const onLine = (line: string): void => {
    log.push(line);
    if (log.length > linesKept) log.splice(0, log.length - linesKept);
    options.onLine(name, line);
  };
  const start = async (): Promise<void> => {
    const begun = startNodeProcess({ program: options.program, settings: options.settings(), onLine });
    running = begun;
    void begun.ended.then((code) => {
      if (running === begun) running = url = undefined;
      if (!asked.has(begun)) onLost(name, code);
    });
    url = await begun.listening;
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> => {
    const ending = running;
    if (!ending) return 0;
    asked.add(ending);
    ending.signal(signal);
    return await ending.ended;
  };
  const stop = async (): Promise<number | null> => {
    const ending = running;
    const late = setTimeout(() => ending?.signal('SIGKILL'), graceMs);
    ending?.signal('SIGCONT');
    return await kill('SIGTERM').finally(() => clearTimeout(late));
  };
  const restart = async (): Promise<void> => {
    await stop();
    await start();
  };
  return {
    ...{ name, log, kill, stop, restart },
    freeze: () => running?.signal('SIGSTOP'),
    thaw: () => running?.signal('SIGCONT'),
    get url() {
      return url;
    },
    get pid() {
      return running?.pid;
    },
  };
};
