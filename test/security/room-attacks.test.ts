import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type GameId, playerId } from '../../shared/kernel/ids.ts';
import { closeCodeOf, rawJoin } from '../rooms/support/raw-socket.ts';
import { ask, type GameRoom, next, openStack, refusalOf, type Stack, until } from '../rooms/support/stack.ts';
import { createTimers } from '../rooms/support/timers.ts';

/** What somebody tries who is in the room by right. */
describe('attacks from inside a room', () => {
  const timers = createTimers();
  let stack: Stack;
  let game: GameId;
  before(async () => {
    stack = await openStack({ timers });
  });
  after(() => stack.close());
  beforeEach(async () => {
    game = await stack.games.begin();
  });

  const request = (room: GameRoom, type: string, body: object): Promise<unknown> =>
    room.request(type as never, body as never);

  it('[RM3] nobody moves for a teammate, nor for the other side, whatever the body says', async () => {
    const team = await stack.games.create({ teamSize: 2, width: 6, height: 6, inARow: 4 });
    for (const player of ['ben', 'cat', 'dan']) await stack.games.sit(team, player);
    const [ann, ben, cat, dan] = await Promise.all(['ann', 'ben', 'cat', 'dan'].map((name) => stack.join(team, name)));
    const { seats } = await stack.games
      .follow(team, () => undefined)
      .then((follower) => {
        follower.stop();
        const { state } = follower.current();
        return state.phase === 'absent' ? assert.fail() : state;
      });
    const rooms = { ann, ben, cat, dan } as Record<string, GameRoom>;
    const inTurn = seats.find(({ side, index }) => side === 'x' && index === 0)!.player;
    for (const [name, room] of Object.entries(rooms)) {
      if (name === inTurn) continue;
      assert.equal(await refusalOf(ask(room, 'move', { x: 0, y: 0 })), 'game/not-your-turn', name);
      for (const lie of [
        { by: inTurn },
        { player: inTurn },
        { seat: 'x0' },
        { side: 'x' },
        { auth: { player: inTurn } },
      ])
        assert.equal(await refusalOf(ask(room, 'move', { x: 0, y: 0, ...lie })), 'room/invalid-message', name);
    }
    await ask(rooms[inTurn]!, 'move', { x: 0, y: 0 });
  });

  it('[RM4] another’s commandId neither makes their command vanish nor tells how it went', async () => {
    const [x, o] = [await stack.join(game, 'ann'), await stack.join(game, 'bob')];
    const commandId = randomUUID();
    assert.equal(await refusalOf(request(o, 'move', { commandId, x: 0, y: 0 })), 'game/not-your-turn');
    await request(o, 'chat', { commandId, text: 'mine' });
    const { version } = (await request(x, 'move', { commandId, x: 0, y: 0 })) as { version: number };
    assert.deepEqual(await request(o, 'move', { commandId, x: 1, y: 0 }), { version: version + 1 });
    assert.deepEqual(await request(x, 'move', { commandId, x: 2, y: 2 }), { version });
    assert.deepEqual([...(await until(x, (state) => state.plies === 2)).cells].slice(0, 3), [1, 2, 0]);
    const told = next<{ id: string }>(o, 'chat');
    await request(x, 'chat', { commandId, text: 'also mine' });
    assert.equal((await told).id, `ann:${commandId}`);
  });

  it('[RM5] a spectator changes nothing, by request or by message, also when they sit in the game', async () => {
    const watching = await stack.join(game, 'ann', 'spectator');
    for (const type of ['move', 'resign', 'abort', 'give-time', 'claim'])
      assert.equal(
        await refusalOf(ask(watching, type, type === 'move' ? { x: 0, y: 0 } : {})),
        'room/spectators-only-watch',
      );
    watching.send('move' as never, { commandId: randomUUID(), x: 0, y: 0 } as never);
    watching.send('resign' as never, { commandId: randomUUID() } as never);
    assert.equal(await refusalOf(ask(watching, 'nothing')), 'room/invalid-message');
    const { status, plies } = await until(watching, () => true);
    assert.deepEqual([status, plies], ['playing', 0]);
  });

  it('[RM23] who floods the room is cut with 4290, and every move of the others is answered', async () => {
    timers.pass(60_000);
    const [x, o] = [await stack.join(game, 'ann'), await stack.join(game, 'bob')];
    const flooders = await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        rawJoin(stack.url, game, { intratoken: stack.token(game, `eve${at}`, 'spectator') }),
      ),
    );
    const ended = flooders.map(closeCodeOf);
    const frame = Uint8Array.of(21, 1, 0xa4, ...Buffer.from('move'));
    for (const flooder of flooders) for (let at = 0; at < 2_000; at += 1) flooder.send(frame);
    const cells = [0, 1, 2, 4, 3, 5, 7, 6, 8];
    for (const [ply, cell] of cells.entries())
      await ask(ply % 2 === 0 ? x : o, 'move', { x: cell % 3, y: Math.floor(cell / 3) });
    let isOver = false;
    const codes = Promise.all(ended).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      timers.pass(1_000);
      await refusalOf(ask(x, 'nothing'));
    }
    assert.deepEqual(new Set(await codes), new Set([4290]));
    const { plies, status } = await until(x, (state) => state.status === 'finished');
    assert.deepEqual([plies, status], [9, 'finished']);
    assert.equal(stack.realtime.connections() >= 2, true);
    assert.equal((await until(x, () => true)).players.get('x0')?.id, playerId('ann'));
  });
});
