import assert from 'node:assert/strict';
import {
  crosstable,
  opponentRows,
  opponentsIn,
  outcomeOf,
  scoreOf,
} from '../../../../client-demo/web/state/crosstable.ts';
import { here } from '../../../../client-demo/web/state/failure.ts';
import { boardsPlayed, gamesOn, openingsOf } from '../../../../client-demo/web/state/openings.ts';
import { enterProfile, type Profile, updateProfile } from '../../../../client-demo/web/state/pages.ts';
import { ratingGraph } from '../../../../client-demo/web/state/rating-graph.ts';
import type { GameSummary } from '../../../../shared/protocol/games.ts';
import { ann, at, summary } from '../fixtures.ts';

const person = (side: 'x' | 'o', id: string): GameSummary['players'][number] => ({
  ...{ side, seat: 0, id, name: id, bot: false, guest: false },
  ...{ rating: null, ratingChange: null },
});
const game = (id: string, winner: 'x' | 'o' | null, change: Partial<GameSummary> = {}): GameSummary =>
  summary({
    id,
    status: 'finished',
    startedAt: at,
    result: { winner, reason: winner ? 'line' : 'full' },
    players: [person('x', 'ann'), person('o', 'bob')],
    ...change,
  });
const aborted = game('a', null, { result: { winner: null, reason: 'aborted' } });
const games = [
  game('1', 'x'),
  game('2', 'o', { players: [person('x', 'cy'), person('o', 'ann')], variant: 'gomoku' }),
  game('3', null),
  game('4', 'o'),
  aborted,
  game('5', null, { status: 'playing', result: null }),
];

describe('web: a profile', () => {
  it('[WB60] games by opponent, those met most often first; unfinished and called off ones do not count', () => {
    const table = crosstable(games, 'ann');
    assert.deepEqual(
      table.map(({ id, wins, draws, losses }) => [id, wins, draws, losses]),
      [
        ['bob', 1, 1, 1],
        ['cy', 1, 0, 0],
      ],
    );
    assert.deepEqual(table.map(scoreOf), [1.5, 1]);
    const waiting = { ...games[5]!, status: 'awaiting' as const };
    assert.deepEqual(
      [aborted, games[5]!, waiting].map((game) => outcomeOf(game, 'ann')),
      ['none', 'playing', 'awaiting'],
    );
  });

  it('[WB60] an opponent’s row is of all games with them, where those were read', () => {
    assert.deepEqual(opponentsIn(games, 'ann'), ['bob', 'cy']);
    const met = { cy: Array.from({ length: 7 }, (_, at) => ({ ...games[1]!, id: `m${at}` })) };
    assert.deepEqual(
      opponentRows(games, met, 'ann').map(({ id, wins, draws, losses }) => [id, wins, draws, losses]),
      [
        ['cy', 7, 0, 0],
        ['bob', 1, 1, 1],
      ],
    );
  });

  const change = (before: number, after: number) => ({ game: 'g', at, before, after });
  it('[WB60] a rating’s scale is round and holds every value', () => {
    const graph = ratingGraph([change(800, 816), change(816, 790), change(790, 843)])!;
    assert.deepEqual(
      graph.ticks.map(({ rating }) => rating),
      [780, 800, 820, 840, 860],
    );
    assert.deepEqual([graph.low, graph.high], [790, 843]);
    assert.deepEqual(graph.points[0], { x: 0, y: 0.25 });
    assert.ok(graph.points.every(({ y }) => y >= 0 && y <= 1));
  });
  it('[WB60] a rating that stood still has a scale too; without games there is no graph', () => {
    assert.equal(ratingGraph([change(800, 800)])!.ticks.length, 2);
    assert.equal(ratingGraph([]), null);
  });

  it('[WB61] the first marks of a player are counted by cell', () => {
    const move = (player: string, x: number, y: number) => ({ version: 1, type: 'MoveMade', at, player, x, y });
    const logs = [
      [move('bob', 0, 0), move('ann', 1, 1), move('ann', 2, 2)],
      [move('ann', 1, 1)],
      [move('ann', 0, 2)],
      [move('bob', 0, 0)],
    ];
    const { counts, games: counted } = openingsOf('xo', 'ann', logs);
    assert.deepEqual([counts, counted], [[0, 0, 0, 0, 2, 0, 1, 0, 0], 3]);
  });

  it('[WB61] the board played most comes first, and its newest finished games are asked for', () => {
    assert.deepEqual(boardsPlayed(games), ['xo', 'gomoku']);
    assert.deepEqual(gamesOn(games, 'xo'), ['1', '3', '4', 'a']);
    const profile: Profile = { player: ann, ratings: [], games, met: {}, statistics: [], history: {} };
    const [screen, effects] = updateProfile(enterProfile('ann')[0], {
      ...{ area: 'page', type: 'profile', id: 'ann' },
      profile: here(profile),
    } as const);
    assert.deepEqual(effects, [{ type: 'load-openings', player: 'ann', variant: 'xo', games: ['1', '3', '4', 'a'] }]);
    const [other] = updateProfile(screen, { area: 'page', type: 'openings-of', variant: 'gomoku' });
    const late = { variant: 'xo', found: here(openingsOf('xo', 'ann', [])) } as const;
    const [same] = updateProfile(other, { area: 'page', type: 'openings', id: 'ann', ...late });
    assert.deepEqual([same.openings?.variant, same.openings?.found.is], ['gomoku', 'loading']);
  });
});
