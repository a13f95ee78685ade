import type { Command } from '../../../shared/game/decision.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { account, continued, o, started, stranger, t0, taken, teams, waiting, x, xo } from './fixtures.ts';
import { given } from './given.ts';

const sit = (change: Partial<Command<'Sit'>> = {}): Command<'Sit'> => ({
  type: 'Sit',
  at: t0,
  by: account(stranger),
  side: null,
  index: null,
  ...change,
});
const sat = (side: Side, index: number): GameEvent => ({
  type: 'SeatTaken',
  at: t0,
  ...account(stranger),
  side,
  index,
});
const begins: GameEvent = { type: 'GameStarted', at: t0, first: 'x' };
const rated = { ...xo, rated: true };

describe('sitting down', () => {
  it('[GM7] takes the smaller side', () => given(waiting(teams)).when(sit()).yields(sat('o', 0)));

  it('[GM7] takes X when both sides are equal, on the lowest free index', () =>
    given([...waiting(teams), taken('o', 1)])
      .when(sit())
      .yields(sat('x', 1)));

  it('[GM7] takes the lowest free index of the named side', () =>
    given(waiting(teams))
      .when(sit({ side: 'x' }))
      .yields(sat('x', 1)));

  it('[GM7] takes the named seat', () =>
    given(waiting(teams))
      .when(sit({ side: 'o', index: 1 }))
      .yields(sat('o', 1)));

  it('[GM7] takes the named index on the side that has it free', () =>
    given([...waiting({ ...teams, teamSize: 3 }), taken('x', 2), taken('o', 1)])
      .when(sit({ index: 1 }))
      .yields(sat('x', 1)));

  it('[GM7] a seat that was left is free again', () =>
    given(continued([...waiting(teams), taken('o', 0)], { type: 'Abort', at: t0, by: o }))
      .when(sit())
      .yields(sat('o', 0)));

  it('[GM8] who has a seat gets no other', () =>
    given(waiting())
      .when(sit({ by: account(x) }))
      .refuses('game/already-seated'));

  it('[GM8] who plays is told that they sit', () =>
    given(started())
      .when(sit({ by: account(o) }))
      .refuses('game/already-seated'));

  it('[GM8] a game that is played is full', () => given(started()).when(sit()).refuses('game/full'));

  it('[GM8] nobody sits down after the end', () =>
    given(continued(waiting(), { type: 'Abort', at: t0, by: x }))
      .when(sit())
      .refuses('game/not-awaiting'));

  for (const [name, place] of [
    ['a seat somebody has', { side: 'x', index: 0 }],
    ['a side that is complete', { side: 'x' }],
    ['an index that is not there', { index: 1 }],
    ['a seat that is not there', { side: 'o', index: 1 }],
    ['a negative index', { side: 'o', index: -1 }],
  ] as const) {
    it(`[GM8] ${name} is not free`, () => given(waiting()).when(sit(place)).refuses('game/seat-taken'));
  }

  it('[GM5] a guest does not sit in a rated game', () =>
    given(waiting(rated))
      .when(sit({ by: { player: o, standing: 'guest', rated: false } }))
      .refuses('game/not-rated'));

  it('[GM5] an account whose rating does not count does not sit in a rated game', () =>
    given(waiting(rated))
      .when(sit({ by: { ...account(o), rated: false } }))
      .refuses('game/not-rated'));

  it('[GM5] a bot sits in a rated game', () =>
    given(waiting(rated))
      .when(sit({ by: { player: o, standing: 'bot', rated: false } }))
      .yields({ type: 'SeatTaken', at: t0, player: o, standing: 'bot', rated: false, side: 'o', index: 0 }, begins));

  it('[GM9] the second of two starts the game', () => given(waiting()).when(sit()).yields(sat('o', 0), begins));

  it('[GM9] a team game starts with its last player, not before', () => {
    const three = [...waiting(teams), taken('o', 0), taken('x', 1)];
    given(three.slice(0, 3)).when(sit()).yields(sat('x', 1));
    given(three)
      .when(sit({ by: account(playerId('last')) }))
      .yields({ type: 'SeatTaken', at: t0, ...account(playerId('last')), side: 'o', index: 1 }, begins);
  });
});
