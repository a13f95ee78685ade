import assert from 'node:assert/strict';
import { z } from 'zod';
import { createMetrics } from '../../server/http/metrics.ts';
import { all, rootFile } from './files.ts';

const panel = z.object({
  id: z.int(),
  title: z.string().min(1),
  datasource: z.object({ uid: z.string() }),
  gridPos: z.object({ x: z.int(), y: z.int(), w: z.int().min(1), h: z.int().min(1) }),
  targets: z.array(z.object({ refId: z.string(), expr: z.string(), datasource: z.object({ uid: z.string() }) })).min(1),
});
const dashboard = z.object({ uid: z.string(), schemaVersion: z.int(), panels: z.array(panel).min(1) });

const { panels } = dashboard.parse(JSON.parse(rootFile('grafana-dashboard.json')));
const rules = all(rootFile('prometheus-alerts.yml'), /^ +expr: (.+)$/gm);
const queries = [...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...rules];

const functions = ['sum', 'max', 'rate', 'increase', 'changes', 'histogram_quantile', 'time'];
const operators = ['by', 'on', 'and', 'unless'];
/** What Prometheus adds to every series of a node. */
const ofPrometheus = ['node', 'job', 'le'];

const bare = (query: string): string => query.replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|on) \([^)]*\)/g, ' ');
const metricsIn = (query: string): readonly string[] =>
  all(bare(query), /([a-z_][a-z0-9_]*)/g).filter((word) => !functions.includes(word) && !operators.includes(word));
const labelsIn = (query: string): readonly string[] => [
  ...all(query, /[{,]\s*([a-z_]+)=/g),
  ...all(query, /\b(?:by|on) \(([^)]*)\)/g).flatMap((list) => list.split(/, */)),
];

describe('the dashboard and the alerts', () => {
  let given: string;

  before(async () => {
    const metrics = createMetrics({
      openRooms: () => 1,
      connections: () => 1,
      projectorLag: async () => ({ games: 0 }),
      nodes: { isUp: () => true, count: async () => 3 },
    });
    metrics.moveStored();
    metrics.commandAccepted('move');
    metrics.appendTook(0.001);
    metrics.httpAnswered(200);
    given = await metrics.render();
  });

  it('[TP20] every metric that they ask for is one that the server gives out', () => {
    // A histogram without a sample yet has its buckets only as a type.
    const series = new Set([...all(given, /^([a-z_0-9]+)(?:\{| )/gm), ...all(given, /^# TYPE (\S+)/gm), 'up']);
    assert.ok(queries.length > 20, `only ${queries.length} queries found`);
    for (const query of queries) {
      const named = metricsIn(query);
      assert.ok(named.length > 0, query);
      assert.deepEqual(
        named.filter((name) => !series.has(name)),
        [],
        query,
      );
    }
  });

  it('[TP21] so is every label', () => {
    const labels = new Set([...all(given, /[{,]([a-z]+)=/g), ...ofPrometheus]);
    assert.ok(labels.has('projection') && labels.has('type') && labels.has('status'));
    for (const query of queries)
      assert.deepEqual(
        labelsIn(query).filter((name) => !labels.has(name)),
        [],
        query,
      );
  });

  it('[TP22] the panels have ids of their own, lie apart, and use the data source that the installation has', () => {
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    assert.equal(new Set(cells).size, cells.length);
    assert.ok(panels.every(({ gridPos: { x, w } }) => x + w <= 24));
    const [uid] = all(rootFile('docker-compose.yml'), /name: Prometheus, uid: (\w+)/g);
    for (const { datasource, targets } of panels)
      assert.deepEqual(
        [datasource, ...targets.map((target) => target.datasource)].filter((source) => source.uid !== uid),
        [],
      );
  });

  it('[TP24] the dashboard shows every metric that is the server’s own', () => {
    const own = all(given, /^# TYPE (octo_[a-z_]+)/gm);
    assert.ok(own.length > 8, own.join());
    const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
    assert.deepEqual(
      own.filter((name) => !shown.includes(name)),
      [],
    );
  });

  it('[TP23] every alert says what it is about, how bad it is and what to do', () => {
    const text = rootFile('prometheus-alerts.yml');
    const names = all(text, /- alert: (\w+)/g);
    assert.equal(new Set(names).size, rules.length);
    for (const field of ['summary:', 'description:', 'severity: (?:warning|critical)'])
      assert.equal(all(text, new RegExp(`(${field})`, 'g')).length, rules.length, field);
  });
});
