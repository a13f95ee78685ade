import assert from 'node:assert/strict';
import { claimAt, nextAction, pauseMs } from '../../../client-demo/bots/next-action.ts';
import { type GameView, seatOfPlayer, viewOf } from '../../../client-demo/connection/game-view.ts';
import { xo } from '../../shared/game/fixtures.ts';
import { begun, played, shown } from '../connection/room-state.ts';

const manners = { canStillWin: () => true, patienceMs: 60_000 };
const clocked = { ...xo, clock: { initialMs: 6_000, incrementMs: 0 } };
const viewIn = (settings = xo): GameView => viewOf(shown(played(begun(settings))));
const seatIn = (view: GameView, player: string) => seatOfPlayer(view, player)!;

describe('what a bot does next', () => {
  it('[BT21] answers an offer before it moves, and only those of the other side', () => {
    const view = { ...viewIn(), offers: { draw: 'o', takeback: null, rematch: null } } as const;
    assert.deepEqual(nextAction(view, seatIn(view, 'ann'), manners, 0), { type: 'draw', action: 'decline' });
    assert.equal(nextAction(view, seatIn(view, 'ben'), manners, 0), null);
    const resigned = { ...manners, canStillWin: () => false };
    assert.deepEqual(nextAction(view, seatIn(view, 'ann'), resigned, 0), { type: 'draw', action: 'accept' });
  });

  it('[BT21] does nothing in a game that waits or has a rematch already', () => {
    const waiting = viewOf(shown(played(begun().slice(0, 1))));
    assert.equal(nextAction(waiting, seatIn(waiting, 'ann'), manners, 0), null);
    const over = {
      ...viewIn(),
      status: 'finished',
      next: 'game-2',
      offers: { draw: null, takeback: null, rematch: 'x' },
    };
    assert.equal(nextAction(over as GameView, seatIn(viewIn(), 'ben'), manners, 0), null);
  });

  it('[BT18] does not claim while one opponent is here, or on its own turn', () => {
    const view = viewIn();
    const ben = seatIn(view, 'ben');
    assert.equal(claimAt(view, ben, 1), null);
    const gone = { ...view, seats: view.seats.map((seat) => ({ ...seat, goneSince: 500 })) };
    assert.equal(claimAt(gone, ben, 1_000), 1_500);
    assert.equal(claimAt(gone, seatIn(view, 'ann'), 1_000), null);
  });

  it('[BT22] takes its time, but no more than a thirtieth of what its clock shows', () => {
    const view = viewIn();
    assert.equal(pauseMs(view, seatIn(view, 'ann'), 900, 3_000), 900);
    const short = viewIn(clocked);
    assert.equal(pauseMs(short, seatIn(short, 'ann'), 900, 2_000), 200);
    assert.equal(pauseMs(short, seatIn(short, 'ann'), 900, 5_000), 100);
    assert.equal(pauseMs(short, seatIn(short, 'ann'), 50, 5_000), 50);
  });
});
