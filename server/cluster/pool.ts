import { hash } from 'node:crypto';

/** A node as the front sees it. */
export interface Backend {
  readonly name: string;
  /** Undefined while it is down. */
  readonly url: string | undefined;
}

/** `silent`: it does not answer at all. */
type Health = 'ready' | 'not-ready' | 'silent';

export interface Pool {
  /**
   * The nodes to try for a request, the best first: of those that are ready the one with the fewest connections, in turn where
   * that is equal; then come those that are not, since an answer that says why is better than none. Of what is `about` one thing, the
   * best is one and the same node while that is ready and has not many more connections than others have.
   */
  candidates(about?: string): readonly Backend[];
  find(name: string): Backend | undefined;
  /** A connection to this node begins; the answer, which may be called again, ends it. */
  hold(name: string): () => void;
  /** What a request has just found out; the next look may say otherwise. */
  found(name: string, health: Exclude<Health, 'ready'>): void;
  isReady(): boolean;
  /** Resolves once all nodes were seen ready, of now on; rejects when that takes longer than `limitMs`. */
  ready(limitMs?: number): Promise<void>;
  close(): void;
}

interface PoolTiming {
  /** Between two looks at a node. */
  readonly everyMs: number;
  /** What a node may take to answer. */
  readonly patienceMs: number;
}

const usualTiming: PoolTiming = { everyMs: 300, patienceMs: 1_000 };
const rank: Record<Health, number> = { ready: 0, 'not-ready': 1, silent: 2 };

/** Asks `/readyz`. */
const look = async ({ url }: Backend, patienceMs: number): Promise<Health> => {
  if (url === undefined) return 'silent';
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patienceMs) });
    await answer.arrayBuffer();
    return answer.ok ? 'ready' : 'not-ready';
  } catch {
    return 'silent';
  }
};

/** Looks at the nodes again and again, each for itself, until closed. */
const watch = (backends: readonly Backend[], timing: PoolTiming, onSeen: (name: string, health: Health) => void) => {
  const timers = new Map<string, NodeJS.Timeout>();
  let closed = false;
  const lookAt = async (backend: Backend): Promise<void> => {
    const health = await look(backend, timing.patienceMs);
    if (closed) return;
    onSeen(backend.name, health);
    timers.set(backend.name, setTimeout(lookAt, timing.everyMs, backend));
  };
  for (const backend of backends) void lookAt(backend);
  return (): void => {
    closed = true;
    for (const timer of timers.values()) clearTimeout(timer);
  };
};

/** How many connections each node has through here. */
const createLoads = () => {
  const loads = new Map<string, number>();
  const of = (name: string): number => loads.get(name) ?? 0;
  return {
    of,
    hold: (name: string): (() => void) => {
      let held = 1;
      loads.set(name, of(name) + held);
      return () => {
        loads.set(name, of(name) - held);
        held = 0;
      };
    },
  };
};

/** A node may have so many times the connections that all have on average, and a few. */
const [mostOfAverage, andFew] = [1.25, 2];

/** Rendezvous hashing (Thaler and Ravishankar, 1998): of all pairs of this thing and a node the highest wins. */
const drawOf = (about: string, { name }: Backend): string => hash('sha1', `${about} ${name}`);

/** As the highest draw has it; whoever has clearly more connections than all have on average comes last. */
const drawn = (
  backends: readonly Backend[],
  about: string,
  loadOf: (name: string) => number,
  average: number,
): readonly Backend[] => {
  const isLaden = ({ name }: Backend): boolean => loadOf(name) > average * mostOfAverage + andFew;
  const draws = new Map(backends.map((each) => [each, drawOf(about, each)]));
  const byDraw = (a: Backend, b: Backend): number => (draws.get(a)! < draws.get(b)! ? 1 : -1);
  return backends.toSorted((a, b) => Number(isLaden(a)) - Number(isLaden(b)) || byDraw(a, b));
};

export const createPool = (backends: readonly Backend[], timing: Partial<PoolTiming> = {}): Pool => {
  const seen = new Map<string, Health>();
  const waiting = new Set<() => void>();
  const loads = createLoads();
  let turn = 0;
  const healthOf = ({ name, url }: Backend): Health => (url === undefined ? 'silent' : (seen.get(name) ?? 'silent'));
  const unready = (): readonly string[] =>
    backends.filter((each) => healthOf(each) !== 'ready').map(({ name }) => name);
  const close = watch(backends, { ...usualTiming, ...timing }, (name, health) => {
    seen.set(name, health);
    if (unready().length === 0) for (const tell of waiting) tell();
  });

  const byHealth = (a: Backend, b: Backend): number => rank[healthOf(a)] - rank[healthOf(b)];
  const byLoad = (a: Backend, b: Backend): number => loads.of(a.name) - loads.of(b.name);
  const inTurn = (): readonly Backend[] => {
    turn = (turn + 1) % backends.length;
    return [...backends.slice(turn), ...backends.slice(0, turn)];
  };
  const averageLoad = (): number => {
    const ready = backends.filter((each) => healthOf(each) === 'ready');
    return ready.reduce((sum, { name }) => sum + loads.of(name), 0) / ready.length;
  };
  const candidates = (about?: string): readonly Backend[] => {
    const running = inTurn().filter(({ url }) => url !== undefined);
    const best = about === undefined ? running.toSorted(byLoad) : drawn(running, about, loads.of, averageLoad());
    return best.toSorted(byHealth);
  };
  const ready = async (limitMs = 30_000): Promise<void> => {
    seen.clear();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = setTimeout(() => reject(new Error(`not ready: ${unready().join(', ')}`)), limitMs);
    waiting.add(resolve);
    await promise.finally(() => {
      clearTimeout(late);
      waiting.delete(resolve);
    });
  };
  return {
    ...{ candidates, ready, close, hold: loads.hold },
    find: (name) => backends.find((each) => each.name === name),
    found: (name, health) => void seen.set(name, health),
    isReady: () => unready().length === 0,
  };
};
