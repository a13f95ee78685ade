import type { ChildService } from '../support/child-service.ts';
import type { FlakyProxy } from '../support/flaky-proxy.ts';
import { startServer } from '../support/server-process.ts';
import type { FaultName } from './schedule.ts';

/** A node as a troublemaker sees it. */
export interface TargetNode {
  readonly name: string;
  /** Its own address, past every proxy; undefined while it is down. */
  url(): string | undefined;
  /** SIGKILL; resolves once the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Rejects when it cannot start now. */
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Its own ways to the stores; a node with an embedded store has none. */
  readonly redis?: FlakyProxy;
  readonly mongo?: FlakyProxy;
}

/** A running system that can be harmed. */
export interface Target extends AsyncDisposable {
  /** Where players go. */
  readonly url: string;
  readonly nodes: readonly TargetNode[];
  readonly kinds: readonly FaultName[];
  /** Ends Redis and starts it again with nothing in it. */
  emptyRedis?(): Promise<void>;
  /** A MongoDB that can be killed and started again; where it is somebody else's, only the ways to it can be cut. */
  readonly mongo?: Pick<ChildService, 'kill' | 'start'>;
}

const settings = { OCTO_LIMITS: 'none' } as const;

/** One server with its embedded store: it can be killed, stopped and frozen. */
export const openSingle = async (data: string): Promise<Target> => {
  let server = await startServer(data, settings);
  const url = server.url;
  let isUp = true;
  const node: TargetNode = {
    name: 'n1',
    url: () => (isUp ? url : undefined),
    kill: async () => {
      isUp = false;
      await server.kill();
    },
    stop: () => {
      isUp = false;
      return server.stop();
    },
    start: async () => {
      server = await startServer(data, { ...settings, OCTO_PORT: new URL(url).port });
      isUp = true;
    },
    freeze: () => void process.kill(server.pid, 'SIGSTOP'),
    thaw: () => void process.kill(server.pid, 'SIGCONT'),
  };
  return {
    ...{ url, nodes: [node], kinds: ['kill', 'roll', 'freeze', 'client-cut', 'client-half-open'] },
    [Symbol.asyncDispose]: async () => void (isUp && (await server.stop())),
  };
};
