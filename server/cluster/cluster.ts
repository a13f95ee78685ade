import { join } from 'node:path';
import { type ClusterNode, createClusterNode } from './cluster-node.ts';
import { openFront } from './front.ts';
import { serverProgram } from './node-process.ts';
import { createPool } from './pool.ts';

export interface ClusterOptions {
  readonly nodes: number;
  /** Of the front, on loopback; 0, which is the default, takes any free one. */
  readonly port?: number;
  readonly mongoUrl: string;
  readonly redisUrl: string;
  /** Each node gets a folder in it, for its outbox. */
  readonly data: string;
  /** Further `OCTO_*` settings of every node. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Settings of one node alone, such as a way of its own to a store. */
  readonly settingsOf?: (name: string) => Readonly<Record<string, string>>;
  /** How often the front looks whether a node is ready, ms; 300 unless told. */
  readonly lookEveryMs?: number;
  /** Whether a node that ended by itself is started again after a moment. */
  readonly restart?: boolean;
  /** That moment, ms; a second unless told. */
  readonly restartAfterMs?: number;
  /** How long a node may take to stop before it is killed, ms. */
  readonly graceMs?: number;
  /** What a node runs, if not the server. */
  readonly program?: string;
  readonly onLine?: (name: string, line: string) => void;
  readonly onLost?: (name: string, code: number | null) => void;
}

/** Nodes behind one front, which is the only address that players need. */
export interface Cluster extends AsyncDisposable {
  readonly url: string;
  readonly nodes: readonly ClusterNode[];
  /** Whether every node runs and calls itself ready, as the front last saw it. */
  isReady(): boolean;
  /** Resolves once the front has seen every node ready. */
  ready(): Promise<void>;
  /** Stops the nodes, then the front; resolves with whether every node ended as it should. */
  close(): Promise<boolean>;
}

const settingsOf = (options: ClusterOptions, name: string, url: string): Readonly<Record<string, string>> => ({
  ...options.settings,
  OCTO_HOST: '127.0.0.1',
  OCTO_PORT: '0',
  OCTO_NODE: name,
  OCTO_DATA: join(options.data, name),
  OCTO_MONGO_URL: options.mongoUrl,
  OCTO_REDIS_URL: options.redisUrl,
  OCTO_PUBLIC_URL: url,
  OCTO_TRUST_PROXY: 'true',
  ...options.settingsOf?.(name),
});

const createNode = (
  options: ClusterOptions,
  name: string,
  url: () => string,
  isClosing: () => boolean,
): ClusterNode => {
  const node = createClusterNode({
    ...{ name, program: options.program ?? serverProgram, graceMs: options.graceMs ?? 10_000 },
    settings: () => settingsOf(options, name, url()),
    onLine: options.onLine ?? (() => undefined),
    onLost(lost, code) {
      options.onLost?.(lost, code);
      if (options.restart) later();
    },
  });
  const again = (): void => {
    if (isClosing() || node.pid !== undefined) return;
    // A start that fails is told to `onLost` as an end, which tries again.
    node.restart().catch(() => undefined);
  };
  const later = (): void => void setTimeout(again, options.restartAfterMs ?? 1_000);
  return node;
};

/**
 * Starts so many nodes on one MongoDB and one Redis, each in a process of its own, behind a front on loopback. Resolves
 * once all are ready; rejects with NodeNotStarted, or with the front's EADDRINUSE and such, leaving nothing behind.
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  let closing = false;
  const names = Array.from({ length: options.nodes }, (_, at) => `n${at + 1}`);
  const nodes: readonly ClusterNode[] = names.map((name) =>
    createNode(
      options,
      name,
      () => front.url,
      () => closing,
    ),
  );
  const { lookEveryMs } = options;
  const pool = createPool(nodes, lookEveryMs === undefined ? {} : { everyMs: lookEveryMs });
  const front = await openFront({ pool, port: options.port ?? 0 });

  const close = async (): Promise<boolean> => {
    closing = true;
    const codes = await Promise.all(nodes.map(({ stop }) => stop()));
    pool.close();
    await front.close();
    return codes.every((code) => code === 0);
  };
  try {
    await Promise.all(nodes.map(({ restart }) => restart()));
    await pool.ready();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ url: front.url, nodes, close, isReady: pool.isReady, ready: pool.ready },
    [Symbol.asyncDispose]: async () => void (await close()),
  };
};
