import assert from 'node:assert/strict';
import { keepTable } from '../../../client-demo/bots/host-table.ts';
import { createJoiner, gamesToJoin } from '../../../client-demo/bots/join-waiting.ts';
import { ApiProblem } from '../../../client-demo/connection/problem.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import { xo } from '../../shared/game/fixtures.ts';
import { manualTiming } from '../manual-timing.ts';

const summary = (id: string, more: Partial<GameSummary> = {}): GameSummary =>
  ({
    ...{ id, status: 'awaiting', variant: 'xo', settings: xo, createdBy: 'me', players: [] },
    ...more,
  }) as GameSummary;

const hosting = async (
  more: {
    readonly entered?: boolean;
    /** Games it is in from the start. */
    readonly isIn?: readonly string[];
    readonly waiting?: GameSummary[];
    readonly refusals?: unknown[];
  } = {},
) => {
  const timing = manualTiming();
  const playing = new Map<string, () => void>((more.isIn ?? []).map((id) => [id, () => undefined]));
  const failures: unknown[] = [];
  let made = 0;
  const table = keepTable({
    ...{ timing, me: 'me', game: { variant: 'xo' }, mayOpen: () => playing.size < 3 },
    api: {
      games: async () => ({ items: more.waiting ?? [], next: null }),
      async createGame() {
        if (more.refusals?.length) throw more.refusals.shift();
        made += 1;
        return { game: summary(`made-${made}`) };
      },
    },
    bot: {
      isIn: (id) => playing.has(id),
      play(id, onStarted = () => undefined) {
        if (more.entered ?? true) playing.set(id, onStarted);
        else queueMicrotask(() => table.look());
      },
    },
    onFailure: (error) => failures.push(error),
  });
  table.look();
  await timing.settle();
  return { timing, table, playing, failures, made: () => made, games: () => [...playing.keys()] };
};

describe('a table in the lobby', () => {
  it('[BT23] one game waits, however often it looks', async () => {
    const { table, timing, made } = await hosting();
    table.look();
    table.look();
    await timing.advance(60_000);
    assert.equal(made(), 1);
  });

  it('[BT23] the next is opened when the last was taken, while there is room', async () => {
    const { timing, playing, games, made } = await hosting();
    for (const id of ['made-1', 'made-2', 'made-3']) {
      playing.get(id)?.();
      await timing.advance(1_000);
    }
    assert.deepEqual(games(), ['made-1', 'made-2', 'made-3']);
    assert.equal(made(), 3);
  });

  it('[BT24] a game left waiting by an earlier life is used again, and no other', async () => {
    const waiting = [
      summary('anothers', { createdBy: 'ann' }),
      summary('private', { settings: { ...xo, visibility: 'private' } }),
      summary('rated', { settings: { ...xo, rated: true } }),
      summary('mine'),
    ];
    assert.deepEqual((await hosting({ waiting })).games(), ['mine']);
    assert.deepEqual((await hosting({ waiting: waiting.slice(0, 3) })).games(), ['made-1']);
  });

  it('[BT24] a game left waiting is used again when it has been entered already, and once', async () => {
    const { timing, playing, games, made } = await hosting({ waiting: [summary('mine')], isIn: ['mine'] });
    assert.deepEqual(games(), ['mine']);
    assert.equal(made(), 0);
    playing.get('mine')?.();
    await timing.advance(1_000);
    assert.equal(made(), 1);
  });

  it('[BT25] failing to open waits longer each time, and as long as a 429 asks', async () => {
    const refusals = [new Error('no net'), new ApiProblem(429, 'http/too-many', '', [], 40_000)];
    const { timing, failures, made } = await hosting({ refusals });
    await timing.advance(1_000);
    assert.equal(failures.length, 2);
    await timing.advance(39_000);
    assert.equal(made(), 0);
    await timing.advance(1_000);
    assert.equal(made(), 1);
  });

  it('[BT25] games that cannot be entered are not opened ever faster', async () => {
    const { timing, made } = await hosting({ entered: false });
    await timing.advance(600_000);
    assert.ok(made() < 30, `${made()} games in ten minutes`);
  });

  it('[BT23] closed, it opens nothing more', async () => {
    const { table, timing, playing, made } = await hosting();
    table.close();
    playing.get('made-1')?.();
    await timing.advance(60_000);
    assert.equal(made(), 1);
  });
});

describe('joining waiting games', () => {
  const view = (games: GameSummary[]) => ({ awaiting: games, playing: [], online: 1 });
  const wish = { me: 'me', variant: 'xo', rated: false } as const;
  const games = [
    summary('new'),
    summary('gomoku', { variant: 'gomoku' }),
    summary('rated', { settings: { ...xo, rated: true } }),
    summary('mine', { players: [{ id: 'me' }] as GameSummary['players'] }),
    summary('old'),
  ];

  it('[BT26] takes the longest waiting of those that suit, as many as there is room for', () => {
    assert.deepEqual(gamesToJoin(view(games), wish, new Set(), 5), ['old', 'new']);
    assert.deepEqual(gamesToJoin(view(games), wish, new Set(), 1), ['old']);
    assert.deepEqual(gamesToJoin(view(games), wish, new Set(['old']), 1), ['new']);
    assert.deepEqual(gamesToJoin(view(games), wish, new Set(), 0), []);
    assert.deepEqual(gamesToJoin(view(games), { ...wish, variant: null, rated: true }, new Set(), 9), [
      'old',
      'rated',
      'gomoku',
      'new',
    ]);
  });

  it('[BT26] tries each game once', () => {
    const joined: string[] = [];
    const join = createJoiner({ play: (id) => void joined.push(id), games: () => 0 }, wish, 9);
    join(view(games));
    join(view(games));
    assert.deepEqual(joined, ['old', 'new']);
  });
});
