import assert from 'node:assert/strict';
import type { GameScreen } from '../../../../client-demo/web/state/game.ts';
import { updateGame } from '../../../../client-demo/web/state/game-update.ts';
import { variants } from '../../../../shared/game/variants.ts';
import { inGame, picture, press, view } from '../fixtures.ts';

const waiting = (change: Parameters<typeof view>[0] = {}): GameScreen =>
  inGame({ view: view({ turn: { side: 'o', index: 0 }, ...change }) });
const chosen = (): GameScreen => updateGame(waiting(), press(1, 1))[0];
const cellsWith = (index: number): Uint8Array => new Uint8Array(9).map((_, at) => (at === index ? 2 : 0));

describe('web: a move for the next turn', () => {
  it('[WB48] is chosen by a press out of turn, without asking the room', () => {
    const [screen, effects] = updateGame(waiting(), press(1, 1));
    assert.deepEqual(screen.premove, { x: 1, y: 1 });
    assert.deepEqual([screen.pending, effects], [null, []]);
  });

  it('[WB48] is taken back by the same press, by its button, and replaced by another', () => {
    assert.equal(updateGame(chosen(), press(1, 1))[0].premove, null);
    assert.equal(updateGame(chosen(), { area: 'game', game: 'g', type: 'drop-premove' })[0].premove, null);
    assert.deepEqual(updateGame(chosen(), press(2, 0))[0].premove, { x: 2, y: 0 });
  });

  it('[WB48] is nothing for spectators', () =>
    assert.equal(updateGame({ ...waiting(), role: 'spectator' }, press(1, 1))[0].premove, null));

  it('[WB49] is made when the turn comes', () => {
    const [screen, effects] = updateGame(chosen(), picture({ version: 5, plies: 1, cells: cellsWith(0), lastMove: 0 }));
    assert.deepEqual(effects, [{ type: 'ask-room', game: 'g', request: 'move', body: { x: 1, y: 1 } }]);
    assert.deepEqual([screen.premove, screen.pending?.cell], [null, { x: 1, y: 1 }]);
  });

  it('[WB49] is dropped with a reason when the other side took the cell', () => {
    const [screen, effects] = updateGame(chosen(), picture({ version: 5, plies: 1, cells: cellsWith(4), lastMove: 4 }));
    assert.deepEqual(effects, []);
    assert.deepEqual([screen.premove, screen.refusal?.code], [null, 'client/premove-impossible']);
  });

  it('[WB49] falls higher where a mark has come below it', () => {
    const board = { ...variants['connect-four'], turn: { side: 'o', index: 0 } } as const;
    const [picked] = updateGame(waiting({ ...board, cells: new Uint8Array(42) }), press(3, 0));
    assert.deepEqual(picked.premove, { x: 3, y: 5 });
    const cells = new Uint8Array(42).fill(2, 38, 39);
    const [screen] = updateGame(picked, picture({ ...variants['connect-four'], version: 5, plies: 1, cells }));
    assert.deepEqual(screen.pending?.cell, { x: 3, y: 4 });
  });

  it('[WB49] stays while a picture changes nothing, and goes silently with the game', () => {
    const turn = { side: 'o', index: 0 } as const;
    assert.deepEqual(updateGame(chosen(), picture({ version: 5, spectators: 1, turn }))[0].premove, { x: 1, y: 1 });
    const [over] = updateGame(chosen(), picture({ version: 5, status: 'finished', turn: null }));
    assert.deepEqual([over.premove, over.refusal], [null, null]);
  });
});
