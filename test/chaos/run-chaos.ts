import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forkScript } from '../bench/child.ts';
import type { Answer, CrowdSettings, Order } from './bots/orders.ts';
import { check } from './checker/check.ts';
import { type HistoryLine, parseHistory, parseOutcome } from './checker/history.ts';
import { readLines } from './checker/read-lines.ts';
import type { Verdict } from './checker/verdict.ts';
import { inject } from './inject.ts';
import { isReady } from './is-ready.ts';
import { readOutcome } from './read-outcome.ts';
import { type Fault, type FaultName, scheduleOf } from './schedule.ts';
import { type Tally, tallyHistory } from './tally.ts';
import type { Target } from './target.ts';

export interface ChaosOrder {
  readonly target: Target;
  readonly seconds: number;
  readonly seed: number;
  readonly games: number;
  /** Between two moves of one game, ms on average. */
  readonly paceMs: number;
  /** Only these; all that the target can suffer unless told. */
  readonly kinds?: readonly FaultName[];
  /** Instead of a schedule by the seed. */
  readonly faults?: readonly Fault[];
  /** Where the history, what was read at the end and the verdict are kept. */
  readonly folder: string;
  readonly say: (text: string) => void;
}

export interface ChaosResult {
  readonly faults: readonly Fault[];
  readonly tally: Tally;
  readonly verdict: Verdict;
  /** What went wrong beside the history: nodes that did not come back, or did not end as they should. */
  readonly troubles: readonly string[];
}

/** At once when the time has passed already. */
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
const drainMs = 60_000;
const recoveryMs = 30_000;

/** The process with the bots. Its answers are few, so one is awaited at a time. */
const startCrowd = async (settings: CrowdSettings) => {
  const child = forkScript('../chaos/bots/main.ts', { CHAOS_CROWD: JSON.stringify(settings) });
  let last: Promise<unknown> = child.next<Answer>();
  await last;
  const give = (order: Order): void => child.send(order);
  const ask = <Kind extends Answer['kind']>(order: Order, _: Kind): Promise<Extract<Answer, { kind: Kind }>> => {
    const asked = last.then(() => {
      give(order);
      return child.next<Extract<Answer, { kind: Kind }>>();
    });
    last = asked;
    return asked;
  };
  return {
    give,
    note: async (line: HistoryLine): Promise<void> => void (await ask({ kind: 'note', line }, 'noted')),
    drain: () => ask({ kind: 'drain', lastMoment: Date.now() + drainMs }, 'over'),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
};

/** Names the nodes that are not ready although everything has been there again for a while. */
const notRecovered = async ({ nodes }: Target): Promise<string[]> => {
  const until = Date.now() + recoveryMs;
  for (;;) {
    const ready = await Promise.all(nodes.map((node) => isReady(node.url())));
    const missing = nodes.filter((_, at) => !ready[at]).map(({ name }) => `${name} is not ready again`);
    if (missing.length === 0 || Date.now() > until) return missing;
    await sleep(300);
  }
};

const describe = ({ name, node, lasts, silently }: Fault): string =>
  [name, node === null ? '' : `n${node + 1}`, lasts > 0 ? `for ${lasts / 1_000} s` : '', silently ? '(silently)' : '']
    .filter((part) => part !== '')
    .join(' ');

type Crowd = Awaited<ReturnType<typeof startCrowd>>;

/** Does all of a schedule at its times; resolves once everything is undone. */
const makeTrouble = async (faults: readonly Fault[], crowd: Crowd, { target, say }: ChaosOrder): Promise<string[]> => {
  const troubles: string[] = [];
  const busy = new Map<string, Promise<void>>();
  const needs = {
    ...{ target, say, note: crowd.note },
    toClients: (kind: 'client-cut' | 'client-half-open', group: number) => crowd.give({ kind, group }),
    onTrouble: (what: string) => void troubles.push(what),
  };
  const began = Date.now();
  for (const fault of faults) {
    await sleep(began + fault.at - Date.now());
    say(`${(fault.at / 1_000).toFixed(1).padStart(6)} s  ${describe(fault)}`);
    // What is done to one node is done one after the other, also when it takes long to start.
    const lane = fault.node === null ? `store ${fault.at}` : `node ${fault.node}`;
    const done = (busy.get(lane) ?? Promise.resolve()).then(() => inject(fault, needs));
    busy.set(
      lane,
      done.catch((error: unknown) => void troubles.push(`${describe(fault)}: ${error}`)),
    );
  }
  await Promise.all(busy.values());
  return troubles;
};

/** Whether nothing else was wrong around this time: no store, no frozen node. */
const plainTimes = (faults: readonly Fault[], began: number) => {
  const long = faults.filter(({ lasts, name }) => lasts > 0 || name === 'redis-empty');
  return (at: number): boolean =>
    !long.some((fault) => at > began + fault.at - 3_000 && at < began + fault.at + fault.lasts + 3_000);
};

/** Plays, makes trouble, waits until all is over, reads what is there, and has it judged. */
export const runChaos = async (order: ChaosOrder): Promise<ChaosResult> => {
  const { target, seconds, seed, games, paceMs, folder, say } = order;
  await mkdir(folder, { recursive: true });
  const [history, outcome] = [join(folder, 'history.ndjson'), join(folder, 'outcome.ndjson')];
  const kinds = order.kinds ?? target.kinds;
  const faults = order.faults ?? scheduleOf({ seed, seconds, nodes: target.nodes.length, kinds });
  await using crowd = await startCrowd({ url: target.url, games, seed, history, paceMs });
  say(`${games} games; ${faults.length} troubles in ${seconds} s`);
  const began = Date.now();
  const troubles = await makeTrouble(faults, crowd, order);
  await sleep(began + seconds * 1_000 - Date.now());
  troubles.push(...(await notRecovered(target)));
  say('all is up again: finishing the games');
  const { failures } = await crowd.drain();
  const tally = await tallyHistory(readLines(history, parseHistory), plainTimes(faults, began));
  say(`reading ${tally.games.size} games`);
  await readOutcome(target.url, { games: [...tally.games], players: [...tally.players] }, outcome);
  troubles.push(...failures);
  const verdict = await check(readLines(history, parseHistory), readLines(outcome, parseOutcome));
  await writeFile(join(folder, 'verdict.json'), `${JSON.stringify({ seed, seconds, verdict, troubles }, null, 2)}\n`);
  return { faults, tally, verdict, troubles };
};
