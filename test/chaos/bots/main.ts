import { openFlakyProxy } from '../../support/flaky-proxy.ts';
import { seeded } from '../../support/random.ts';
import { gatherCrowd, seatingOf } from './crowd.ts';
import type { Answer, CrowdSettings, Order } from './orders.ts';
import { createRecorder } from './recorder.ts';
import { keepTable } from './table.ts';

const settings = JSON.parse(process.env.CHAOS_CROWD!) as CrowdSettings;
const tell = (answer: Answer): void => void process.send!(answer);
const hurriedMs = 30;
const groups = 5;

const chance = seeded(settings.seed);
const recorder = createRecorder(settings.history);
const port = Number(new URL(settings.url).port);
const proxies = await Promise.all(Array.from({ length: groups }, () => openFlakyProxy(port)));
const crowd = await gatherCrowd({ ...settings, proxies, note: recorder.note });
const { promise: draining, resolve: drain } = Promise.withResolvers<{ readonly lastMoment: number }>();
let isHurried = false;
const pace = {
  chance,
  thinkMs: () => (isHurried ? hurriedMs : settings.paceMs) * (0.5 + chance()),
};

const failures: string[] = [];
const tables = Array.from({ length: settings.games }, (_, table) =>
  keepTable({ ...seatingOf(crowd, table), pace, note: recorder.note, draining }).catch((error: unknown) => {
    failures.push(`table ${table}: ${error}`);
  }),
);

/** Something happens to the way of those behind one of the proxies. */
const hinder = (group: number, how: 'drop' | 'strand'): void => {
  const proxy = group % groups;
  for (const { me } of crowd.behind(proxy)) recorder.note({ kind: 'cut-off', at: Date.now(), player: me });
  proxies[proxy]![how]();
};

process.on('message', (order: Order) => {
  if (order.kind === 'note') {
    recorder.note(order.line);
    tell({ kind: 'noted' });
  } else if (order.kind === 'client-cut') hinder(order.group, 'drop');
  else if (order.kind === 'client-half-open') hinder(order.group, 'strand');
  else if (order.kind === 'drain') {
    isHurried = true;
    drain(order);
  }
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
await Promise.all(tables);
await recorder.close();
tell({ kind: 'over', failures });
