import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { GameRoomState } from '../../shared/sync/game-room-state.ts';
import { ask, type GameRoom, next, openStack, refusalOf, type Stack, until } from './support/stack.ts';

const cellsOf = (state: GameRoomState): string => [...state.cells].join('');

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
    game = await stack.games.begin();
    [x, o] = await Promise.all([stack.join(game, 'ann'), stack.join(game, 'bob')]);
  });
  afterEach(() => Promise.all([x.leave(), o.leave()]));

  const move = (room: GameRoom, cx: number, cy: number) => ask(room, 'move', { x: cx, y: cy });

  it('[RM1] a move is answered with the version once it is in the log, and everyone sees it', async () => {
    const { version } = await move(x, 1, 1);
    const [commit] = await stack.games.store.read(game, version - 1);
    assert.equal(commit?.version, version);
    const seen = await until(o, (state) => state.version === version);
    assert.equal(cellsOf(seen), '000010000');
    assert.deepEqual([seen.turn?.side, seen.turn?.seat, seen.lastMove, seen.plies], ['o', 0, 4, 1]);
  });

  it('[RM1] a game is played out, and the result and its line are shown', async () => {
    await move(x, 0, 0);
    await move(o, 0, 1);
    await move(x, 1, 0);
    await move(o, 1, 1);
    await move(x, 2, 0);
    const end = await until(o, (state) => state.status === 'finished');
    assert.deepEqual([end.result?.winner, end.result?.reason, [...(end.result?.line ?? [])]], ['x', 'line', [0, 1, 2]]);
    assert.equal(end.turn, undefined);
  });

  it('[RM2] what the rules refuse is rejected with their code and a sentence', async () => {
    assert.equal(await refusalOf(move(o, 0, 0)), 'game/not-your-turn');
    await move(x, 0, 0);
    await assert.rejects(move(o, 0, 0), {
      name: 'rejected',
      reason: { code: 'game/cell-taken', message: 'That cell is taken.' },
    });
  });

  it('[RM3] who moves is told by the token: a body that names a player is refused', async () => {
    assert.equal(await refusalOf(ask(o, 'move', { x: 0, y: 0, player: 'ann' })), 'room/invalid-message');
    assert.equal(await refusalOf(ask(o, 'move', { x: 0, y: 0, by: 'ann' })), 'room/invalid-message');
  });

  it('[RM4] a command sent again gets its first outcome and is not done again', async () => {
    const body = { commandId: randomUUID(), x: 0, y: 0 };
    const first = await x.request('move' as never, body as never);
    const again = await x.request('move' as never, { ...body, commandId: body.commandId.toUpperCase() } as never);
    assert.deepEqual(again, first);
    assert.equal(cellsOf(await until(o, (state) => state.plies === 1)), '100000000');
  });

  it('[RM4] two players may use the same id for a command', async () => {
    const commandId = randomUUID();
    await x.request('move' as never, { commandId, x: 0, y: 0 } as never);
    await o.request('move' as never, { commandId, x: 1, y: 0 } as never);
    assert.equal(cellsOf(await until(x, (state) => state.plies === 2)), '120000000');
  });

  it('[RM5] spectators see everything, may talk, and are refused everything else', async () => {
    const eve = await stack.join(game, 'eve', 'spectator');
    for (const [type, body] of [
      ['move', { x: 0, y: 0 }],
      ['resign', {}],
      ['draw', { action: 'accept' }],
    ] as const)
      assert.equal(await refusalOf(ask(eve, type, body)), 'room/spectators-only-watch');
    await move(x, 2, 2);
    assert.equal(cellsOf(await until(eve, (state) => state.plies === 1)), '000000001');
    assert.equal((await until(x, (state) => state.spectators === 1)).spectators, 1);
    assert.ok((await ask(eve, 'chat', { text: 'well played' })).version > 0);
    await eve.leave();
    await until(x, (state) => state.spectators === 0);
  });

  it('[RM7] who comes late sees the whole game', async () => {
    await move(x, 0, 0);
    await move(o, 1, 1);
    const late = await stack.join(game, 'eve', 'spectator');
    const seen = await until(late, () => true);
    assert.equal(cellsOf(seen), '100020000');
    assert.deepEqual([seen.id, seen.status, seen.turn?.side, seen.variant], [game, 'playing', 'x', 'xo']);
    assert.deepEqual([seen.players.get('x0')?.name, seen.players.get('o0')?.name], ['ANN', 'BOB']);
    await late.leave();
  });

  it('[RM8] a takeback is shown as if the moves had not been made', async () => {
    await move(x, 0, 0);
    await move(o, 1, 1);
    await ask(x, 'takeback', { action: 'offer' });
    assert.equal((await until(o, (state) => state.offers.takeback === 'x')).offers.takeback, 'x');
    await ask(o, 'takeback', { action: 'accept' });
    const seen = await until(o, (state) => state.plies === 0);
    assert.deepEqual([cellsOf(seen), seen.lastMove, seen.turn?.side, seen.offers.takeback], ['000000000', -1, 'x', '']);
    await move(x, 2, 2);
    assert.equal(cellsOf(await until(o, (state) => state.plies === 1)), '000000001');
  });

  it('[RM9] a rematch that was agreed is shown and told', async () => {
    await ask(x, 'resign');
    await ask(o, 'rematch', { action: 'offer' });
    const told = next<{ game: string }>(o, 'next-game');
    await ask(x, 'rematch', { action: 'accept' });
    const seen = await until(x, (state) => state.next !== '');
    assert.deepEqual(await told, { game: seen.next });
  });

  it('[RM10] commands that came another way are shown too', async () => {
    await stack.games.command(game, { type: 'Resign', at: Date.now(), by: 'bob' as never });
    const seen = await until(x, (state) => state.status === 'finished');
    assert.deepEqual([seen.result?.winner, seen.result?.reason], ['x', 'resignation']);
  });
});
