import assert from 'node:assert/strict';
import { game } from '../../../shared/game/decider.ts';
import type { GameState, Playing } from '../../../shared/game/state.ts';
import { turnOf } from '../../../shared/game/turn.ts';
import { fold, o, started, t0, x } from './fixtures.ts';

interface Tally {
  games: number;
  moves: number;
  readonly positions: Set<string>;
}

const follow = (state: Playing, column: number, row: number): GameState | null => {
  const by = turnOf(state).side === 'x' ? x : o;
  const decision = game.decide(state, { type: 'Move', at: t0, by, x: column, y: row });
  return decision.ok ? decision.value.reduce(game.evolve, state) : null;
};

/** Plays every legal move in every position, through the rules themselves. */
const walk = (state: GameState, tally: Tally): Tally => {
  if (state.phase === 'playing' || state.phase === 'ended') tally.positions.add(state.cells.join(''));
  if (state.phase !== 'playing') {
    tally.games += 1;
    return tally;
  }
  for (let cell = 0; cell < 9; cell += 1) {
    const reached = follow(state, cell % 3, Math.floor(cell / 3));
    if (!reached) continue;
    tally.moves += 1;
    walk(reached, tally);
  }
  return tally;
};

describe('the whole of 3x3', () => {
  it('[GM17] has 255,168 games and 5,478 positions', () => {
    const { games, positions, moves } = walk(fold(started()), { games: 0, moves: 0, positions: new Set() });
    assert.deepEqual([games, positions.size, moves], [255_168, 5_478, 549_945]);
  });
});
