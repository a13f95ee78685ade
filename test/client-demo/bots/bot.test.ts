import assert from 'node:assert/strict';
import type { Playing } from '../../../shared/game/state.ts';
import { xo } from '../../shared/game/fixtures.ts';
import { begun } from '../connection/room-state.ts';
import { botTable } from './bot-table.ts';

const marks = (state: unknown): string => [...(state as Playing).cells].join('');

describe('a bot at a table', () => {
  it('[BT12] moves when it is its turn, and only then', async () => {
    const { ann, log, state } = await botTable();
    assert.deepEqual(log, []);
    await ann('move', { x: 0, y: 0 });
    assert.deepEqual(log, ['move']);
    assert.equal(marks(state()), '100020000');
  });

  it('[BT12] plays a game to its end, with gravity too', async () => {
    const { ann, state, over, timing } = await botTable({
      settings: { width: 4, height: 4, gravity: true },
      level: 2,
    });
    for (let ply = 0; ply < 16 && state().phase === 'playing'; ply += 1) {
      const { cells } = state() as Playing;
      await ann('move', { x: [0, 1, 2, 3].find((x) => cells[x] === 0)! });
    }
    assert.equal(state().phase, 'ended');
    await timing.advance(20_000);
    assert.equal(over[0]?.[1]?.status, 'finished');
  });

  it('[BT13] an answered action is not repeated before something changes', async () => {
    const { ann, log, fake, show, timing } = await botTable({ think: async () => ({ x: 0, y: 0 }) });
    await ann('move', { x: 0, y: 0 });
    show();
    show();
    await timing.advance(5_000);
    assert.deepEqual(log, ['move', 'move refused game/cell-taken']);
    assert.equal(fake.last().requests.length, 1);
  });

  it('[BT13] a move thought out for a board that has changed is not made', async () => {
    const thoughts: ((move: { x: number; y: number }) => void)[] = [];
    const { ann, log, timing } = await botTable({
      think: () => new Promise((resolve) => void thoughts.push(resolve)),
    });
    await ann('move', { x: 0, y: 0 });
    await ann('takeback', { action: 'offer' });
    thoughts[0]?.({ x: 1, y: 1 });
    await timing.advance(1);
    assert.deepEqual(log, ['takeback accept']);
  });

  it('[BT13] when thinking fails it thinks again', async () => {
    let failures = 1;
    const { ann, log, timing } = await botTable({
      think: async () => {
        if (failures-- > 0) throw new Error('the thread died');
        return { x: 1, y: 1 };
      },
    });
    await ann('move', { x: 0, y: 0 });
    await timing.advance(1_000);
    assert.deepEqual(log, ['failed the thread died', 'move']);
  });

  it('[BT14] after a lost connection it goes on where the game is', async () => {
    const { ann, fake, log, show, timing } = await botTable();
    fake.last().end(1006);
    await timing.advance(1_000);
    show();
    await ann('move', { x: 2, y: 2 });
    assert.deepEqual(log, ['move']);
    assert.equal(fake.rooms.length, 2);
  });

  it('[BT15] lets opponents take back in unrated games only', async () => {
    const unrated = await botTable();
    await unrated.ann('move', { x: 0, y: 0 });
    await unrated.ann('takeback', { action: 'offer' });
    assert.deepEqual(unrated.log, ['move', 'takeback accept']);
    assert.equal(marks(unrated.state()), '000000000');
    const rated = await botTable({ settings: { rated: true } });
    await rated.ann('move', { x: 0, y: 0 });
    await rated.ann('takeback', { action: 'offer' });
    assert.deepEqual(rated.log, ['move', 'takeback decline']);
  });

  it('[BT16] declines a draw while it can still win, and takes it when it cannot', async () => {
    const early = await botTable();
    await early.ann('draw', { action: 'offer' });
    assert.deepEqual(early.log, ['draw decline']);
    const replies = [
      { x: 1, y: 0 },
      { x: 0, y: 1 },
      { x: 2, y: 1 },
      { x: 0, y: 2 },
    ];
    const { ann, log, state } = await botTable({ think: async () => replies.shift()! });
    for (const [x, y] of [
      [0, 0],
      [2, 0],
      [1, 1],
      [1, 2],
    ] as const) {
      await ann('move', { x, y });
    }
    assert.equal(marks(state()), '121212210');
    await ann('draw', { action: 'offer' });
    assert.equal(log.at(-1), 'draw accept');
    assert.equal(state().phase, 'ended');
  });

  it('[BT17] agrees to a rematch and plays it; without one it leaves after a while', async () => {
    const { ann, log, over, fake, timing, bot } = await botTable();
    await ann('resign');
    await ann('rematch', { action: 'offer' });
    assert.deepEqual(log, ['rematch accept']);
    assert.deepEqual(
      over.map(([id]) => id),
      ['game-1'],
    );
    await timing.settle();
    assert.equal(fake.last().roomId, 'game-2');
    assert.ok(bot.isIn('game-2'));

    const alone = await botTable();
    await alone.ann('resign');
    await alone.timing.advance(19_000);
    assert.equal(alone.over.length, 0);
    await alone.timing.advance(1_000);
    assert.equal(alone.over.length, 1);
    assert.equal(alone.fake.last().fate, 'left');
  });

  it('[BT18] claims the game once the opponent has been gone for long enough', async () => {
    const { ann, log, show, timing } = await botTable();
    await ann('move', { x: 0, y: 0 });
    const goneSince = timing.now();
    show((schema) => Object.assign(schema.players.get('x0')!, { connected: false, goneSince }));
    await timing.advance(59_000);
    assert.deepEqual(log, ['move']);
    await timing.advance(2_000);
    assert.deepEqual(log, ['move', 'claim']);
  });

  it('[BT19] says when a game that waited has begun, once, and enters a game once', async () => {
    const { bot, started, fake, show, timing } = await botTable();
    bot.play('game-1');
    show();
    await timing.settle();
    assert.deepEqual(started, ['game-1']);
    assert.equal(fake.rooms.length, 1);
  });

  it('[BT20] leaves as it is asked: in its seats, calling off what waits, or resigning', async () => {
    const leaving = async (how: 'stay-seated' | 'call-off' | 'resign', waits: boolean) => {
      // In the game that waits it is Ben who has opened it.
      const [create] = begun(xo, 'o');
      const opened = create?.type === 'Create' ? [{ ...create, by: { ...create.by, player: 'ben' as never } }] : [];
      const { bot, log, timing, fake } = await botTable(waits ? { commands: opened } : {});
      const left = bot.leave(how);
      await timing.advance(3_000);
      await left;
      assert.equal(fake.last().fate, 'left');
      return log;
    };
    assert.deepEqual(await leaving('stay-seated', true), []);
    assert.deepEqual(await leaving('call-off', true), ['abort']);
    assert.deepEqual(await leaving('call-off', false), []);
    assert.deepEqual(await leaving('resign', false), ['resign']);
  });
});
