import assert from 'node:assert/strict';
import { stepped } from '../../../../client-demo/web/state/board.ts';
import type { GameScreen } from '../../../../client-demo/web/state/game.ts';
import type { GameMessage } from '../../../../client-demo/web/state/game-message.ts';
import { mayMove, shownCells, shownLastMove } from '../../../../client-demo/web/state/game-moves.ts';
import { updateGame } from '../../../../client-demo/web/state/game-update.ts';
import { variants } from '../../../../shared/game/variants.ts';
import { failure, inGame, picture, press, view } from '../fixtures.ts';

const play = (screen: GameScreen, ...messages: readonly GameMessage[]): GameScreen =>
  messages.reduce((so, message) => updateGame(so, message)[0], screen);
const marked = (index: number, mark = 1): Uint8Array => new Uint8Array(9).map((_, at) => (at === index ? mark : 0));

const answered: GameMessage = { area: 'game', game: 'g', type: 'answered', request: 'move' };
const refused: GameMessage = {
  area: 'game',
  game: 'g',
  type: 'refused',
  request: 'move',
  failure: failure('game/cell-taken'),
};
const confirmed = picture({ version: 5, plies: 1, cells: marked(4), lastMove: 4, turn: { side: 'o', index: 0 } });

describe('web: moves', () => {
  it('[WB17] a pressed cell has the mark at once, and the room is asked', () => {
    const [screen, effects] = updateGame(inGame(), press(1, 1));
    assert.equal(shownCells(screen)?.[4], 1);
    assert.equal(shownLastMove(screen), 4);
    assert.deepEqual(effects, [{ type: 'ask-room', game: 'g', request: 'move', body: { x: 1, y: 1 } }]);
  });

  it('[WB17] the picture that the room gave is not written', () => {
    const screen = inGame();
    updateGame(screen, press(1, 1));
    assert.deepEqual(screen.view?.cells, new Uint8Array(9));
  });

  for (const [order, messages] of [
    ['the answer first', [answered, confirmed]],
    ['the picture first', [confirmed, answered]],
  ] as const) {
    it(`[WB18] the mark stays throughout, ${order}`, () => {
      let screen = play(inGame(), press(1, 1));
      for (const message of messages) {
        screen = play(screen, message);
        assert.equal(shownCells(screen)?.[4], 1);
      }
      assert.equal(screen.pending, null);
    });
  }

  it('[WB18] a picture that has not moved on does not take it away', () =>
    assert.equal(shownCells(play(inGame(), press(1, 1), picture({ version: 5, spectators: 1 })))?.[4], 1));

  it('[WB18] a game that ended meanwhile does', () => {
    const ended = play(
      inGame(),
      press(1, 1),
      picture({ version: 5, status: 'finished', turn: null, result: { winner: 'o', reason: 'time', line: [] } }),
    );
    assert.equal(shownCells(ended)?.[4], 0);
  });

  it('[WB19] a refused move goes, the reason stays until the next press', () => {
    const screen = play(inGame(), press(1, 1), refused);
    assert.equal(shownCells(screen)?.[4], 0);
    assert.equal(screen.refusal?.code, 'game/cell-taken');
    assert.equal(play(screen, press(0, 0)).refusal, null);
  });

  const silent: readonly (readonly [string, GameScreen])[] = [
    ['on a taken cell', inGame({ view: view({ cells: marked(4, 2) }) })],
    ['while a move is on its way', inGame({ pending: { cell: { x: 0, y: 0 }, side: 'x', plies: 0 } })],
    ['of a spectator', inGame({ role: 'spectator' })],
    ['after the end', inGame({ view: view({ status: 'finished', turn: null }) })],
    ['before there is a picture', inGame({ view: null })],
  ];
  for (const [when, screen] of silent) {
    it(`[WB20] a press ${when} does nothing`, () => {
      const [next, effects] = updateGame(screen, press(1, 1));
      assert.deepEqual(effects, []);
      assert.deepEqual(next.pending, screen.pending);
    });
  }

  it('[WB20] a teammate whose turn it is not waits', () => {
    const mine = { ...view().seats[0]!, index: 1 };
    assert.equal(mayMove(inGame({ view: view({ teamSize: 2, seats: [mine] }) })), false);
  });

  it('[WB21] with gravity the mark falls, and the request names no row', () => {
    const board = { ...variants['connect-four'], cells: new Uint8Array(42).fill(2, 38, 39) };
    const [screen, effects] = updateGame(inGame({ view: view(board) }), press(3, 0));
    assert.deepEqual(screen.pending?.cell, { x: 3, y: 4 });
    assert.deepEqual(effects, [{ type: 'ask-room', game: 'g', request: 'move', body: { x: 3 } }]);
  });

  it('[WB22] an unsure tap aims, a second one on the same cell plays', () => {
    const aimed = play(inGame(), press(1, 1, false));
    assert.deepEqual(aimed.aim, { x: 1, y: 1 });
    assert.equal(aimed.pending, null);
    const elsewhere = play(aimed, press(2, 2, false));
    assert.deepEqual(elsewhere.aim, { x: 2, y: 2 });
    assert.deepEqual(play(elsewhere, press(2, 2, false)).pending?.cell, { x: 2, y: 2 });
  });

  it('[WB23] an older picture is dropped', () => {
    const newer = play(inGame(), confirmed);
    assert.equal(play(newer, picture({ version: 4 })), newer);
  });

  const steps: readonly (readonly [string, boolean, readonly [number, number], readonly [number, number]])[] = [
    ['ArrowLeft', false, [0, 1], [0, 1]],
    ['ArrowRight', false, [1, 1], [2, 1]],
    ['ArrowUp', false, [1, 0], [1, 0]],
    ['ArrowDown', false, [1, 1], [1, 2]],
    ['Home', false, [2, 1], [0, 1]],
    ['End', true, [0, 0], [2, 2]],
  ];
  for (const [key, control, [x, y], [toX, toY]] of steps) {
    it(`[WB33] ${control ? 'Control and ' : ''}${key} from ${x},${y} leads to ${toX},${toY}`, () =>
      assert.deepEqual(stepped(variants.xo, { x, y }, key, control), { x: toX, y: toY }));
  }

  it('[WB33] other keys are left alone', () => assert.equal(stepped(variants.xo, { x: 0, y: 0 }, 'Tab', false), null));
});
