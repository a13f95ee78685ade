import assert from 'node:assert/strict';
import type { GameId } from '../../shared/kernel/ids.ts';
import { ask, type GameRoom, openStack, refusalOf, type Stack, until } from './support/stack.ts';

describe('a game room in play', () => {
  let stack: Stack;
  let game: GameId;
  let x: GameRoom;
  let o: GameRoom;

  before(async () => {
    stack = await openStack();
  });
  after(() => stack.close());
  beforeEach(async () => {
    game = await stack.games.create();
    await stack.games.sit(game, 'bob');
    [x, o] = await Promise.all([stack.join(game, 'ann'), stack.join(game, 'bob')]);
    await Promise.all([x, o].map((room) => until(room, (state) => state.status === 'playing')));
  });
  afterEach(() => Promise.all([x.leave(), o.leave()]));

  const playOut = async (): Promise<void> => {
    const cells = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
    ] as const;
    for (const [ply, [cx, cy]] of cells.entries()) await ask(ply % 2 === 0 ? x : o, 'move', { x: cx, y: cy });
  };

  it('[RM1] a move is answered with the version once it is in the log, and everyone sees it', async () => {
    const { version } = await ask(x, 'move', { x: 1, y: 1 });
    const [commit] = await stack.games.store.read(game, version - 1);
    assert.equal(commit?.version, version);
    const seen = await until(o, (state) => state.version === version);
    assert.equal(seen.cells[4], 1);
    assert.equal(seen.turn?.side, 'o');
    assert.equal(seen.lastMove, 4);
  });

  it('[RM2] what the rules refuse rejects with their code and a sentence', async () => {
    assert.equal(await refusalOf(ask(o, 'move', { x: 0, y: 0 })), 'game/not-your-turn');
    await ask(x, 'move', { x: 0, y: 0 });
    await assert.rejects(ask(o, 'move', { x: 0, y: 0 }), {
      name: 'rejected',
      reason: { code: 'game/cell-taken', message: 'That cell is taken.' },
    });
  });

  it('plays out', async () => {
    await playOut();
    const end = await until(o, (state) => state.status === 'finished');
    assert.deepEqual([end.result?.winner, end.result?.reason, [...(end.result?.line ?? [])]], ['x', 'line', [0, 1, 2]]);
    assert.equal(end.turn, undefined);
  });
});
