import { seeded } from '../support/random.ts';

/** Everything that can be done to a running cluster. */
export const faultNames = [
  'kill',
  'roll',
  'freeze',
  'redis-gone',
  'redis-empty',
  'mongo-gone',
  'mongo-slow',
  'cut-from-redis',
  'cut-from-mongo',
  'client-cut',
  'client-half-open',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface Fault {
  readonly name: FaultName;
  /** Ms from the beginning of the run. */
  readonly at: number;
  /** How long it lasts before it is undone, ms; 0 for what is over at once. */
  readonly lasts: number;
  /** Of the node that it is done to, from 0; for the stores and clients nothing. */
  readonly node: number | null;
  /** Whether connections are ended, or swallow what is sent without a word. */
  readonly silently: boolean;
}

export interface ScheduleOrder {
  readonly seed: number;
  readonly seconds: number;
  readonly nodes: number;
  /** What there is to break; a single process has no Redis. */
  readonly kinds: readonly FaultName[];
}

const atNodes: ReadonlySet<FaultName> = new Set(['kill', 'roll', 'freeze', 'cut-from-redis', 'cut-from-mongo']);
const atClients: ReadonlySet<FaultName> = new Set(['client-cut', 'client-half-open']);

/** How long each lasts in a run of five minutes, seconds. Shorter runs have shorter ones. */
const usualSeconds: Readonly<Record<FaultName, number>> = {
  ...{ kill: 0, roll: 0, freeze: 20, 'redis-empty': 0, 'client-cut': 0, 'client-half-open': 0 },
  ...{ 'redis-gone': 30, 'mongo-gone': 30, 'mongo-slow': 12, 'cut-from-redis': 8, 'cut-from-mongo': 8 },
};
/** What a fault that is over at once needs before the next one, seconds: a node starts again, people come back. Shorter runs have fewer people. */
const recoverySeconds = ({ seconds }: ScheduleOrder): number => Math.min(9, Math.max(4.5, seconds * 0.03));
const betweenClientFaults = 7;
const warmUpSeconds = 3;

const lastsMs = (name: FaultName, seconds: number): number =>
  Math.round(Math.min(usualSeconds[name], (usualSeconds[name] * seconds) / 150) * 1_000);

const shuffled = <Item>(items: readonly Item[], chance: () => number): Item[] =>
  items
    .map((item) => ({ item, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** Every kind once, then kills, rolls and an emptied Redis until the time is over. */
const mainKinds = ({ kinds }: ScheduleOrder, chance: () => number): Iterator<FaultName> => {
  const main = kinds.filter((name) => !atClients.has(name));
  const quick = main.filter((name) => usualSeconds[name] === 0);
  const often = quick.flatMap((name) => (name === 'redis-empty' ? [name] : [name, name, name]));
  return (function* () {
    yield* shuffled(main, chance);
    while (often.length > 0) yield* shuffled(often, chance);
  })();
};

/** One trouble after the other at nodes and stores, so that it shows which one did harm; in a long one a node is killed as well. */
const mainFaults = (order: ScheduleOrder, chance: () => number): Fault[] => {
  const faults: Fault[] = [];
  const kinds = mainKinds(order, chance);
  let last = 0;
  // Another one than the last time, where there are others: games have fled from that one.
  const node = (): number => {
    last = (last + 1 + Math.floor(chance() * (order.nodes - 1))) % order.nodes;
    return last;
  };
  const end = order.seconds * 1_000;
  let at = warmUpSeconds * 1_000;
  for (;;) {
    const name = kinds.next().value as FaultName | undefined;
    if (name === undefined) return faults;
    const lasts = lastsMs(name, order.seconds);
    const next = at + lasts + Math.round((recoverySeconds(order) + chance()) * 1_000);
    if (next > end) return faults;
    faults.push({ name, at, lasts, node: atNodes.has(name) ? node() : null, silently: chance() < 0.5 });
    if (lasts >= 15_000 && name !== 'freeze' && order.kinds.includes('kill'))
      faults.push({ name: 'kill', at: at + Math.round(lasts / 3), lasts: 0, node: node(), silently: false });
    at = next;
  }
};

const clientFaults = ({ kinds, seconds }: ScheduleOrder, chance: () => number): Fault[] => {
  const possible = kinds.filter((name) => atClients.has(name));
  const often = Math.floor((seconds - warmUpSeconds) / betweenClientFaults);
  if (possible.length === 0) return [];
  return Array.from({ length: often }, (_, index) => ({
    name: possible[index % possible.length]!,
    at: Math.round((warmUpSeconds + betweenClientFaults * (index + chance() / 2)) * 1_000),
    ...{ lasts: 0, node: null, silently: false },
  }));
};

/** What is done when, in the order of time: the same order gives the same schedule. */
export const scheduleOf = (order: ScheduleOrder): readonly Fault[] => {
  const chance = seeded(order.seed);
  return [...mainFaults(order, chance), ...clientFaults(order, chance)].sort((a, b) => a.at - b.at);
};
