import type { HistoryLine } from './checker/history.ts';
import type { Fault } from './schedule.ts';
import type { Target, TargetNode } from './target.ts';

export interface InjectNeeds {
  readonly target: Target;
  /** Resolves once it is written down. */
  readonly note: (line: HistoryLine) => Promise<void>;
  readonly toClients: (what: 'client-cut' | 'client-half-open', group: number) => void;
  readonly say: (text: string) => void;
  /** A node that was asked to stop and did not end as it should. */
  readonly onBadEnd: (node: string, code: number | null) => void;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const restartAfterMs = 700;
const slowMs = 2_000;
const cleanEnd = 0;

/** Starts a node, again and again: without its stores it may end at once, and whoever looks after it starts it anew. */
const startAgain = async (node: TargetNode, say: InjectNeeds['say']): Promise<void> => {
  for (;;) {
    try {
      await node.start();
      return;
    } catch (error) {
      say(`${node.name} does not start yet: ${String(error).split('\n')[0]}`);
      await sleep(restartAfterMs);
    }
  }
};

const kill = async (node: TargetNode, { note, say }: InjectNeeds): Promise<void> => {
  await note({ kind: 'killed', at: Date.now(), node: node.name, signal: 'SIGKILL' });
  await node.kill();
  await sleep(restartAfterMs);
  await startAgain(node, say);
};

const roll = async (node: TargetNode, { note, say, onBadEnd }: InjectNeeds): Promise<void> => {
  await note({ kind: 'killed', at: Date.now(), node: node.name, signal: 'SIGTERM' });
  const code = await node.stop();
  if (code !== cleanEnd) onBadEnd(node.name, code);
  await startAgain(node, say);
};

const freeze = async (node: TargetNode, ms: number): Promise<void> => {
  node.freeze();
  await sleep(ms);
  node.thaw();
};

/** Cuts the ways to one store, of these nodes. */
const cut = async (nodes: readonly TargetNode[], store: 'redis' | 'mongo', fault: Fault): Promise<void> => {
  const ways = nodes.map((node) => node[store]!);
  for (const way of ways) way.set(fault.silently ? 'swallow' : 'cut');
  await sleep(fault.lasts);
  for (const way of ways) way.set('pass');
};

const slow = async (nodes: readonly TargetNode[], ms: number): Promise<void> => {
  // Half on the way there, half on the way back.
  for (const { mongo } of nodes) mongo!.delay(slowMs / 2);
  await sleep(ms);
  for (const { mongo } of nodes) mongo!.delay(0);
};

/** Does one fault to a target; resolves once it is undone. */
export const inject = async (fault: Fault, needs: InjectNeeds): Promise<void> => {
  const { target, toClients } = needs;
  const node = target.nodes[(fault.node ?? 0) % target.nodes.length]!;
  switch (fault.name) {
    case 'kill':
      return kill(node, needs);
    case 'roll':
      return roll(node, needs);
    case 'freeze':
      return freeze(node, fault.lasts);
    case 'redis-empty':
      return target.emptyRedis!();
    case 'redis-gone':
      return cut(target.nodes, 'redis', fault);
    case 'mongo-gone':
      return cut(target.nodes, 'mongo', fault);
    case 'mongo-slow':
      return slow(target.nodes, fault.lasts);
    case 'cut-from-redis':
      return cut([node], 'redis', fault);
    case 'cut-from-mongo':
      return cut([node], 'mongo', fault);
    case 'client-cut':
    case 'client-half-open':
      return toClients(fault.name, Math.floor(fault.at / 1_000));
  }
};
