import assert from 'node:assert/strict';
import type { Command } from '../../../shared/game/decision.ts';
import { isMilestone } from '../../../shared/game/events.ts';
import { rematchCommand } from '../../../shared/game/rematch.ts';
import { gameId, type PlayerId, playerId } from '../../../shared/kernel/ids.ts';
import { asEnded, continued, moved, next, o, seat, started, stranger, t0, teams, waiting, x, xo } from './fixtures.ts';
import { given } from './given.ts';

const of = gameId('first');
const resigned = continued(moved(started(), 'b2 a1'), { type: 'Resign', at: t0, by: x });
const offer = (by: PlayerId): Command<'Offer'> => ({ type: 'Offer', at: t0, by, offer: 'rematch', next });
const accepting = (by: PlayerId): Command<'Accept'> => ({ ...offer(by), type: 'Accept' });
const declining = (by: PlayerId): Command<'Decline'> => ({ type: 'Decline', at: t0, by, offer: 'rematch' });
const agreed = { type: 'RematchAgreed', at: t0, player: o, next } as const;
const create = (change: Partial<Command<'CreateRematch'>> = {}): Command<'CreateRematch'> => ({
  ...rematchCommand(asEnded(resigned), of, t0),
  ...change,
});

describe('agreeing on a rematch', () => {
  it('[GM48] is offered after the end', () =>
    given(resigned).when(offer(x)).yields({ type: 'OfferMade', at: t0, player: x, side: 'x', offer: 'rematch' }));

  it('[GM48] is agreed when accepted', () =>
    given(continued(resigned, offer(x)))
      .when(accepting(o))
      .yields(agreed));

  it('[GM48] is agreed when both offer', () =>
    given(continued(resigned, offer(x)))
      .when(offer(o))
      .yields(agreed));

  it('[GM48] names the next game', () => {
    const state = asEnded(continued(resigned, offer(x), accepting(o)));
    assert.deepEqual([state.next, state.offers], [next, {}]);
  });

  it('[GM48] follows a game that was called off after its start', () =>
    given(continued(started(), { type: 'Abort', at: t0, by: o }, offer(x)))
      .when(accepting(o))
      .yields(agreed));

  for (const command of [offer(x), accepting(o), declining(o)]) {
    it(`[GM48] is agreed once: ${command.type}`, () =>
      given(continued(resigned, offer(x), accepting(o)))
        .when(command)
        .refuses('game/rematch-agreed'));

    it(`[GM48] waits for the end: ${command.type}`, () => given(started()).when(command).refuses('game/not-ended'));

    it(`[GM48] needs a game that was started: ${command.type}`, () =>
      given(continued(waiting(), { type: 'Abort', at: t0, by: x }))
        .when(command)
        .refuses('game/not-ended'));

    it(`[GM48] is for players: ${command.type}`, () =>
      given(resigned)
        .when({ ...command, by: stranger })
        .refuses('game/not-a-player'));
  }

  it('[GM40] is declined', () => assert.deepEqual(asEnded(continued(resigned, offer(x), declining(o))).offers, {}));

  it('[GM41] is offered once by a side', () =>
    given(continued(resigned, offer(x)))
      .when(offer(x))
      .refuses('game/already-offered'));

  it('[GM41] is not accepted by who offered', () =>
    given(continued(resigned, offer(x)))
      .when(accepting(x))
      .refuses('game/own-offer'));

  it('[GM41] is not accepted before it is offered', () => given(resigned).when(accepting(o)).refuses('game/no-offer'));

  it('[GM63] is news, unlike the offer', () => {
    assert.equal(isMilestone(agreed), true);
    assert.equal(isMilestone({ type: 'OfferMade', at: t0, player: x, side: 'x', offer: 'rematch' }), false);
  });
});

describe('creating a rematch', () => {
  it('[GM49] swaps the sides and starts at once', () =>
    given([])
      .when(create())
      .yields(
        { type: 'GameCreated', at: t0, by: x, settings: xo, rematchOf: of },
        { type: 'SeatTaken', at: t0, ...seat('x', 0), side: 'o' },
        { type: 'SeatTaken', at: t0, ...seat('o', 0), side: 'x' },
        { type: 'GameStarted', at: t0, first: 'x' },
      ));

  it('[GM49] keeps the order in each team', () => {
    const state = asEnded(continued(started(teams), { type: 'Resign', at: t0, by: x }));
    assert.deepEqual(
      rematchCommand(state, of, t0).seats.map(({ player, side, index }) => [player, side, index]),
      [
        ['x0', 'o', 0],
        ['o0', 'x', 0],
        ['x1', 'o', 1],
        ['o1', 'x', 1],
      ],
    );
  });

  it('[GM50] is refused when a player sits twice', () =>
    given([])
      .when(create({ seats: [seat('x', 0), { ...seat('o', 0), player: x }] }))
      .refuses('game/already-seated'));

  it('[GM50] is refused when a seat is named twice', () =>
    given([])
      .when(create({ seats: [seat('x', 0), { ...seat('x', 0), player: playerId('other') }] }))
      .refuses('game/seat-taken'));

  for (const [name, seats] of [
    ['nobody sits', []],
    ['a team is missing', [seat('x', 0)]],
    ['a seat is not there', [seat('x', 0), seat('o', 1)]],
    ['an index is negative', [seat('x', 0), seat('o', -1)]],
    ['there are more seats than the settings have', [seat('x', 0), seat('o', 0), seat('x', 1), seat('o', 1)]],
  ] as const) {
    it(`[GM50] is refused when ${name}`, () => given([]).when(create({ seats })).refuses('game/not-a-player'));
  }

  it('[GM50] is refused with invalid settings', () =>
    given([])
      .when(create({ settings: { ...xo, width: 2 } }))
      .refuses('game/invalid-settings'));

  it('[GM50] is refused rated for who is not', () =>
    given([])
      .when(create({ settings: { ...xo, rated: true }, seats: [seat('x', 0), { ...seat('o', 0), rated: false }] }))
      .refuses('game/not-rated'));

  it('[GM50] is refused where there is a game', () => given(started()).when(create()).refuses('game/already-created'));
});
