import assert from 'node:assert/strict';
import { clockShows, isTurnOf, seatOfPlayer, viewOf } from '../../../client-demo/connection/game-view.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { xo } from '../../shared/game/fixtures.ts';
import { begun, played, shown } from './room-state.ts';

const move = (name: string, x: number, y: number, at = 4_000) =>
  ({ type: 'Move', at, by: playerId(name), x, y }) as const;

describe('the view of a game', () => {
  const line = [move('ann', 0, 0), move('ben', 0, 1), move('ann', 1, 0), move('ben', 1, 1), move('ann', 2, 0)];

  it('[CN12] says what the room shows of a game that waits', () => {
    const view = viewOf(shown(played(begun().slice(0, 1))));
    assert.deepEqual(
      [view.id, view.status, view.turn, view.clocks, view.result, view.lastMove, view.next],
      ['game-1', 'awaiting', null, null, null, null, null],
    );
    assert.equal(view.cells.length, 9);
    assert.deepEqual(view.offers, { draw: null, takeback: null, rematch: null });
  });

  it('[CN12] says whose turn it is and who sits where, X first', () => {
    const view = viewOf(shown(played(begun(xo, 'o'))));
    assert.deepEqual(
      view.seats.map(({ side, id, name, rating, goneSince }) => [side, id, name, rating, goneSince]),
      [
        ['x', 'ben', 'BEN', null, null],
        ['o', 'ann', 'ANN', null, null],
      ],
    );
    assert.deepEqual(view.turn, { side: 'x', index: 0 });
    const ben = seatOfPlayer(view, 'ben');
    assert.ok(ben && isTurnOf(view, ben));
    assert.equal(seatOfPlayer(view, 'eve'), null);
  });

  it('[CN12] says how a game ended', () => {
    const view = viewOf(shown(played([...begun(), ...line])));
    assert.deepEqual(view.result, { winner: 'x', reason: 'line', line: [0, 1, 2] });
    assert.equal(view.lastMove, 2);
    assert.deepEqual([...view.cells], [1, 1, 1, 2, 2, 0, 0, 0, 0]);
    assert.equal(view.turn, null);
  });

  it('[CN13] a view stays as it is when the room goes on', () => {
    const schema = shown(played(begun()));
    const view = viewOf(schema);
    const before = structuredClone(view);
    schema.cells[4] = 1;
    schema.players.get('x0')!.connected = false;
    schema.offers.draw = 'x';
    assert.deepEqual(view, before);
    assert.notDeepEqual(viewOf(schema), before);
  });

  it('[CN14] only the clock of the side to move runs, never below nothing', () => {
    const clocked = { ...xo, clock: { initialMs: 60_000, incrementMs: 0 } };
    const view = viewOf(shown(played(begun(clocked))));
    assert.deepEqual(clockShows(view, 12_000), { x: 50_000, o: 60_000 });
    assert.deepEqual(clockShows(view, 1_000), { x: 60_000, o: 60_000 });
    assert.deepEqual(clockShows(view, 100_000), { x: 0, o: 60_000 });
    assert.equal(clockShows(viewOf(shown(played(begun()))), 5_000), null);
  });

  it('[CN14] clocks stand still once the game has ended', () => {
    const clocked = { ...xo, clock: { initialMs: 60_000, incrementMs: 0 } };
    const view = viewOf(shown(played([...begun(clocked), ...line])));
    assert.deepEqual(clockShows(view, 900_000), clockShows(view, 5_000));
  });
});
