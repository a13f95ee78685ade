import assert from 'node:assert/strict';
import type { Command } from '../../../shared/game/decision.ts';
import type { GameEvent, OfferKind } from '../../../shared/game/events.ts';
import type { PlayerId } from '../../../shared/kernel/ids.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { asPlaying, continued, fischer, moved, next, o, started, stranger, t0, teams, waiting, x } from './fixtures.ts';
import { given } from './given.ts';

const offer = (by: PlayerId, kind: OfferKind = 'draw', at = t0): Command<'Offer'> => ({
  type: 'Offer',
  at,
  by,
  offer: kind,
  next,
});
const accepting = (by: PlayerId, kind: OfferKind = 'draw', at = t0): Command<'Accept'> => ({
  ...offer(by, kind, at),
  type: 'Accept',
});
const declining = (by: PlayerId, kind: OfferKind = 'draw'): Command<'Decline'> => ({
  type: 'Decline',
  at: t0,
  by,
  offer: kind,
});
const agreed: GameEvent = { type: 'GameEnded', at: t0, winner: null, reason: 'agreement', line: [] };
const drawOffered = continued(started(), offer(x));
const offersOf = (history: readonly GameEvent[]) => asPlaying(history).offers;

describe('offers', () => {
  it('[GM40] an offer is recorded', () =>
    given(started()).when(offer(x)).yields({ type: 'OfferMade', at: t0, player: x, side: 'x', offer: 'draw' }));

  it('[GM40] an offer stands', () => assert.deepEqual(offersOf(drawOffered), { draw: 'x' }));

  it('[GM40] the other side declines it', () =>
    given(drawOffered)
      .when(declining(o))
      .yields({ type: 'OfferDeclined', at: t0, player: o, side: 'o', offer: 'draw' }));

  it('[GM40] its own side withdraws it', () => assert.deepEqual(offersOf(continued(drawOffered, declining(x))), {}));

  it('[GM40] offers of other kinds stand beside it', () => {
    const both = continued(moved(started(), 'b2'), offer(x), offer(x, 'takeback'));
    assert.deepEqual(offersOf(both), { draw: 'x', takeback: 'x' });
    assert.deepEqual(offersOf(continued(both, declining(o))), { takeback: 'x' });
  });

  it('[GM41] an offer is made once', () => given(drawOffered).when(offer(x)).refuses('game/already-offered'));

  it('[GM41] a teammate does not repeat it', () =>
    given(continued(started(teams), offer(x)))
      .when(offer(playerId('x1')))
      .refuses('game/already-offered'));

  it('[GM41] there is nothing to accept', () => given(started()).when(accepting(o)).refuses('game/no-offer'));

  it('[GM41] an offer of another kind is not accepted', () =>
    given(drawOffered).when(accepting(o, 'takeback')).refuses('game/no-offer'));

  it('[GM41] nobody accepts their own', () => given(drawOffered).when(accepting(x)).refuses('game/own-offer'));

  it('[GM41] there is nothing to decline', () => given(started()).when(declining(o)).refuses('game/no-offer'));

  it('[GM41] what was declined is gone', () =>
    given(continued(drawOffered, declining(o)))
      .when(accepting(o))
      .refuses('game/no-offer'));

  for (const command of [offer(stranger), accepting(stranger), declining(stranger)]) {
    it(`[GM41] a stranger has no say: ${command.type}`, () =>
      given(drawOffered).when(command).refuses('game/not-a-player'));
    it(`[GM41] nothing is offered before the start: ${command.type}`, () =>
      given(waiting()).when(command).refuses('game/not-playing'));
  }

  const hundredOffers = continued(started(), ...Array.from({ length: 100 }, () => [offer(x), declining(x)]).flat());

  it('[GM51] a side that has made a hundred offers makes no more', () =>
    given(hundredOffers).when(offer(x)).refuses('game/too-many-offers'));

  it('[GM51] the other side may, and the first may agree by offering the same', () =>
    given(continued(hundredOffers, offer(o)))
      .when(offer(x))
      .yields(agreed));

  it('[GM51] after the end a rematch can be offered all the same, a hundred times', () => {
    const ended = continued(hundredOffers, { type: 'Resign', at: t0, by: o });
    const asked = Array.from({ length: 100 }, () => [offer(x, 'rematch'), declining(o, 'rematch')]).flat();
    given(continued(ended, ...asked))
      .when(offer(x, 'rematch'))
      .refuses('game/too-many-offers');
  });

  it('[GM42] both offering is agreeing', () => given(drawOffered).when(offer(o)).yields(agreed));

  it('[GM42] both asking for a takeback gives it to the first', () =>
    given(continued(moved(started(), 'b2 a1'), offer(o, 'takeback')))
      .when(offer(x, 'takeback'))
      .yields({ type: 'MovesTakenBack', at: t0, player: x, count: 1 }));

  it('[GM43] a move passes over the other side’s offer', () =>
    assert.deepEqual(offersOf(moved(continued(moved(started(), 'b2'), offer(x)), 'a1')), {}));

  it('[GM43] a move leaves one’s own offer standing', () =>
    assert.deepEqual(offersOf(moved(drawOffered, 'b2')), { draw: 'x' }));

  it('[GM44] an accepted draw ends the game', () => given(drawOffered).when(accepting(o)).yields(agreed));

  it('[GM44] any teammate accepts', () =>
    given(continued(started(teams), offer(x)))
      .when(accepting(playerId('o1')))
      .yields(agreed));
});

describe('takebacks', () => {
  const takenBack = (count: number): GameEvent => ({ type: 'MovesTakenBack', at: t0, player: o, count });

  it('[GM45] right after the move, one goes back', () =>
    given(continued(moved(started(), 'b2'), offer(x, 'takeback')))
      .when(accepting(o, 'takeback'))
      .yields(takenBack(1)));

  it('[GM45] after the reply, two go back', () =>
    given(continued(moved(started(), 'b2 a1'), offer(x, 'takeback')))
      .when(accepting(o, 'takeback'))
      .yields(takenBack(2)));

  it('[GM45] asked before one’s own move and accepted after it, that move goes back', () =>
    given(moved(continued(moved(started(), 'b2 a1'), offer(x, 'takeback')), 'c3'))
      .when(accepting(o, 'takeback'))
      .yields(takenBack(1)));

  it('[GM45] the marks are gone and the side that asked is to move', () => {
    const before = moved(started(), 'b2 a1');
    const back = asPlaying(continued(moved(before, 'c3 c1'), offer(o), offer(x, 'takeback'), accepting(o, 'takeback')));
    assert.deepEqual(back.cells, asPlaying(before).cells);
    assert.deepEqual(back.moves, asPlaying(before).moves);
    assert.deepEqual(back.offers, {});
  });

  it('[GM45] the cell can be taken again', () =>
    given(continued(moved(started(), 'b2'), offer(x, 'takeback'), accepting(o, 'takeback')))
      .when({ type: 'Move', at: t0, by: x, x: 1, y: 1 })
      .yields({ type: 'MoveMade', at: t0, player: x, side: 'x', x: 1, y: 1, clockMs: null }));

  it('[GM46] the clocks go back with the moves', () => {
    const first = moved(started(fischer), 'b2', t0 + 10_000);
    const second = moved(moved(first, 'a1', t0 + 15_000), 'c3', t0 + 30_000);
    const at = t0 + 40_000;
    const back = asPlaying(continued(second, offer(o, 'takeback', at), accepting(x, 'takeback', at)));
    assert.deepEqual(back.clocks, { x: 52_000, o: 60_000, runningSince: at, excusedUntil: at });
    assert.equal(back.moves.length, 1);
  });

  it('[GM47] nothing goes back before the first move', () =>
    given(started()).when(offer(x, 'takeback')).refuses('game/nothing-to-take-back'));

  it('[GM47] O has nothing to take back after one move', () =>
    given(moved(started(), 'b2')).when(offer(o, 'takeback')).refuses('game/nothing-to-take-back'));
});
