import assert from 'node:assert/strict';
import { game } from '../../../shared/game/decider.ts';
import { type GameEvent, isMilestone } from '../../../shared/game/events.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { continued, created, fold, moved, next, o, started, t0, taken, waiting, x } from './fixtures.ts';

const made = (column: number, row: number): GameEvent => ({
  type: 'MoveMade',
  at: t0,
  player: x,
  side: 'x',
  x: column,
  y: row,
  clockMs: null,
});
const begins: GameEvent = { type: 'GameStarted', at: t0, first: 'x' };
const offered = (offer: 'draw' | 'takeback' | 'rematch'): GameEvent => ({
  type: 'OfferMade',
  at: t0,
  player: x,
  side: 'x',
  offer,
});
const declined: GameEvent = { type: 'OfferDeclined', at: t0, player: o, side: 'o', offer: 'draw' };
const takenBack = (count: number): GameEvent => ({ type: 'MovesTakenBack', at: t0, player: o, count });
const given: GameEvent = { type: 'TimeGiven', at: t0, player: x, to: 'o', ms: 15_000 };
const ended: GameEvent = { type: 'GameEnded', at: t0, winner: 'x', reason: 'resignation', line: [] };
const agreed: GameEvent = { type: 'RematchAgreed', at: t0, player: o, next };
const left: GameEvent = { type: 'SeatLeft', at: t0, player: x, side: 'x', index: 0 };
const unknown = { type: 'FromTheFuture', at: t0 } as unknown as GameEvent;

const phases: Readonly<Record<string, readonly GameEvent[]>> = {
  absent: [],
  awaiting: waiting(),
  playing: moved(started(), 'b2 a1'),
  ended: continued(moved(started(), 'b2 a1'), { type: 'Resign', at: t0, by: x }),
};
const unfit: Readonly<Record<string, readonly GameEvent[]>> = {
  absent: [taken('x', 0), begins, made(0, 0), offered('draw'), declined, takenBack(1), given, ended, agreed, left],
  awaiting: [
    created(),
    taken('x', 0),
    { ...taken('o', 0), player: x } as GameEvent,
    { ...taken('x', 0), player: o } as GameEvent,
    made(0, 0),
    offered('draw'),
    declined,
    takenBack(1),
    given,
    agreed,
  ],
  playing: [
    created(),
    taken('o', 1),
    left,
    begins,
    made(1, 1),
    made(-1, 0),
    made(3, 0),
    made(0, 3),
    made(0.5, 0),
    offered('rematch'),
    takenBack(3),
    takenBack(0),
    takenBack(-1),
    takenBack(0.5),
    given,
    agreed,
  ],
  ended: [
    created(),
    taken('o', 1),
    left,
    begins,
    made(0, 0),
    offered('draw'),
    offered('takeback'),
    declined,
    takenBack(1),
    given,
    ended,
  ],
};

describe('evolving', () => {
  for (const [phase, history] of Object.entries(phases)) {
    for (const event of [...(unfit[phase] ?? []), unknown]) {
      it(`[GM60] a game that is ${phase} is left as it is by ${JSON.stringify(event)}`, () => {
        const state: GameState = fold(history);
        assert.equal(state.phase, phase);
        assert.equal(game.evolve(state, event), state);
      });
    }
  }

  it('[GM60] declining an offer that does not stand changes nothing', () => {
    const state = fold(started());
    assert.deepEqual(game.evolve(state, declined), state);
  });

  it('[GM60] leaving a seat that one does not have changes nothing', () => {
    const state = fold(waiting());
    assert.deepEqual(game.evolve(state, { ...left, player: playerId('nobody') } as GameEvent), state);
  });

  it('[GM63] read models hear what changes a game’s standing', () =>
    assert.deepEqual([created(), taken('x', 0), left, begins, ended, agreed].map(isMilestone), Array(6).fill(true)));

  it('[GM63] read models do not hear of the board', () =>
    assert.deepEqual(
      [made(0, 0), offered('draw'), declined, takenBack(1), given].map(isMilestone),
      Array(5).fill(false),
    ));
});
