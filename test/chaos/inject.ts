import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryLine } from './checker/history.ts';
import { isReady } from './is-ready.ts';
import type { Fault } from './schedule.ts';
import type { Target, TargetNode } from './target.ts';

export interface InjectNeeds {
  readonly target: Target;
  /** Resolves once it is written down. */
  readonly note: (line: HistoryLine) => Promise<void>;
  readonly toClients: (what: 'client-cut' | 'client-half-open', group: number) => void;
  readonly say: (text: string) => void;
  /** What a node did that it must not, besides what the bots see. */
  readonly onTrouble: (what: string) => void;
}

/** A start takes more than a second of a core: on one machine it comes after what it would slow down, the others taking over. */
const reviveAfterMs = 3_000;
const tryAgainMs = 700;
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
      await sleep(tryAgainMs);
    }
  }
};

const kill = async (node: TargetNode, { note, say }: InjectNeeds): Promise<void> => {
  await note({ kind: 'killed', at: Date.now(), node: node.name, signal: 'SIGKILL' });
  await node.kill();
  await sleep(reviveAfterMs);
  await startAgain(node, say);
};

const roll = async (node: TargetNode, { note, say, onTrouble }: InjectNeeds): Promise<void> => {
  await note({ kind: 'killed', at: Date.now(), node: node.name, signal: 'SIGTERM' });
  const code = await node.stop();
  if (code !== cleanEnd) onTrouble(`${node.name} ended with ${code} after SIGTERM`);
  await startAgain(node, say);
};

const freeze = async (node: TargetNode, ms: number): Promise<void> => {
  node.freeze();
  await sleep(ms);
  node.thaw();
};

/** After so long without its store a node must say so. */
const noticedMs = 8_000;

/** A node that cannot keep a move must not call itself ready. */
const expectUnready = async (nodes: readonly TargetNode[], onTrouble: InjectNeeds['onTrouble']): Promise<void> => {
  const ready = await Promise.all(nodes.map((node) => isReady(node.url())));
  for (const [at, { name }] of nodes.entries())
    if (ready[at]) onTrouble(`${name} calls itself ready although MongoDB is gone`);
};

/** Cuts the ways to one store, of these nodes. */
const cut = async (
  nodes: readonly TargetNode[],
  store: 'redis' | 'mongo',
  { silently, lasts }: Fault,
  onTrouble: InjectNeeds['onTrouble'],
): Promise<void> => {
  const ways = nodes.map((node) => node[store]!);
  for (const way of ways) way.set(silently ? 'swallow' : 'cut');
  await sleep(lasts);
  if (store === 'mongo' && lasts > noticedMs) await expectUnready(nodes, onTrouble);
  for (const way of ways) way.set('pass');
};

/** Kills MongoDB; what it has acknowledged must be there when it comes back. */
const killMongo = async (
  mongo: NonNullable<Target['mongo']>,
  { target: { nodes }, onTrouble }: InjectNeeds,
  ms: number,
): Promise<void> => {
  await mongo.kill();
  await sleep(ms);
  if (ms > noticedMs) await expectUnready(nodes, onTrouble);
  await mongo.start();
};

const slow = async (nodes: readonly TargetNode[], ms: number): Promise<void> => {
  // Half on the way there, half on the way back.
  for (const { mongo } of nodes) mongo!.delay(slowMs / 2);
  await sleep(ms);
  for (const { mongo } of nodes) mongo!.delay(0);
};

/** Does one fault to a target; resolves once it is undone. */
export const inject = async (fault: Fault, needs: InjectNeeds): Promise<void> => {
  const { target, toClients, onTrouble } = needs;
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
      return cut(target.nodes, 'redis', fault, onTrouble);
    case 'mongo-gone':
      if (target.mongo && !fault.silently) return killMongo(target.mongo, needs, fault.lasts);
      return cut(target.nodes, 'mongo', fault, onTrouble);
    case 'mongo-slow':
      return slow(target.nodes, fault.lasts);
    case 'cut-from-redis':
      return cut([node], 'redis', fault, onTrouble);
    case 'cut-from-mongo':
      return cut([node], 'mongo', fault, onTrouble);
    case 'client-cut':
    case 'client-half-open':
      return toClients(fault.name, Math.floor(fault.at / 1_000));
  }
};
