import assert from 'node:assert/strict';
import type { Cluster } from '../../server/cluster/cluster.ts';
import { type LiveGame, liveGame, liveGuest } from '../client-demo/live-player.ts';
import { eventually } from '../support/people.ts';
import { openNodes, type TestCluster } from '../support/whole-cluster.ts';

const tables = 24;
const clock = { moveMs: 20_000 };

interface Seat {
  readonly game: LiveGame;
  /** When its connection was lost, and when it was back, ms since the epoch; the latest of each. */
  lostAt: number;
  backAt: number;
}

interface Table {
  readonly id: string;
  readonly x: Seat;
  readonly o: Seat;
  readonly events: () => Promise<readonly { readonly type: string }[]>;
}

const sit = (url: string, api: Parameters<typeof liveGame>[1], id: string): Seat => {
  const seat = { lostAt: 0, backAt: 0 };
  const onStatus = (status: string): void => {
    if (status === 'reconnecting') seat.lostAt = Date.now();
    if (status === 'live') seat.backAt = Date.now();
  };
  return Object.assign(seat, { game: liveGame(url, api, id, { onStatus }) });
};

const setTable = async (url: string): Promise<Table> => {
  const [ann, ben] = await Promise.all([liveGuest(url), liveGuest(url)]);
  const { game } = await ann.api.createGame({ variant: 'xo', side: 'x', clock });
  const x = sit(url, ann.api, game.id);
  await x.game.until(({ status }) => status === 'awaiting');
  const o = sit(url, ben.api, game.id);
  await x.game.until(({ seats, status }) => status === 'playing' && seats.every(({ connected }) => connected));
  await x.game.request('move', { x: 0, y: 0 });
  await o.game.until(({ plies }) => plies === 1);
  return { id: game.id, x, o, events: async () => (await ann.api.gameEvents(game.id)).items };
};

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;

describe('the death of one node of three', function () {
  this.timeout(90_000);
  let opened: TestCluster;
  let cluster: Cluster;

  before(async function () {
    opened = await openNodes(this, { settings: { OCTO_LIMITS: 'none' } });
    ({ cluster } = opened);
  });
  after(() => opened?.[Symbol.asyncDispose]());

  const passes = async (signal: 'SIGKILL' | 'SIGTERM', at: number): Promise<void> => {
    const seated: Table[] = [];
    for (let each = 0; each < tables; each += 6)
      seated.push(...(await Promise.all(Array.from({ length: 6 }, () => setTable(cluster.url)))));
    const node = cluster.nodes[at]!;
    const diedAt = Date.now();
    const died = node.kill(signal);
    const outcomes = await Promise.all(seated.map(({ o }) => o.game.request('move', { x: 1, y: 1 })));
    assert.deepEqual([...new Set(outcomes.map((outcome) => (outcome.ok ? 'moved' : outcome.code)))], ['moved']);
    for (const { x } of seated) await x.game.until(({ plies }) => plies === 2);
    assert.equal(await died, signal === 'SIGKILL' ? null : 0);

    const lost = seated.filter(({ x, o }) => x.lostAt >= diedAt || o.lostAt >= diedAt);
    const seats = lost.flatMap(({ x, o }) => [x, o]);
    await eventually(
      async () => seats.every(({ lostAt, backAt }) => lostAt >= diedAt && backAt > lostAt),
      (areBack) => areBack,
    );
    assert.ok(lost.length > 0 && lost.length < tables, `${lost.length} games were on it`);
    const back = seats.map(({ backAt }) => backAt - diedAt).sort((a, b) => a - b);
    console.log(
      `      ${back.length} connections of ${lost.length} games were back after ${quantile(back, 0.5)} ms (median), ` +
        `${quantile(back, 0.95)} ms (p95), ${back.at(-1)} ms (last)`,
    );
    for (const table of seated) {
      const types = (await table.events()).map(({ type }) => type);
      assert.equal(types.filter((type) => type === 'MoveMade').length, 2, table.id);
      if (lost.includes(table)) assert.ok(types.indexOf('TimeGivenBack') > types.indexOf('MoveMade'), table.id);
    }
    for (const { x, o } of seated) for (const { game } of [x, o]) game.close();
    await node.restart();
    await cluster.ready();
  };

  it('[RV4] who was on a node that is killed is in the game again on another, with what was asked done once', () =>
    passes('SIGKILL', 0));

  it('[RV5] so is who was on a node that is stopped', () => passes('SIGTERM', 1));
});
