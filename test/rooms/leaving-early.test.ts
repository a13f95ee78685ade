import assert from 'node:assert/strict';
import { once } from 'node:events';
import { matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import type { WebSocket } from 'ws';
import { playerId } from '../../shared/kernel/ids.ts';
import { accept } from '../../shared/kernel/result.ts';
import { ask, openStack, refusalOf, type Stack, until } from './support/stack.ts';
import { createTimers } from './support/timers.ts';

describe('leaving a room before one is let in', () => {
  let stack: Stack;
  afterEach(() => stack.close());

  /** Bob comes to a game of his and ann's, and waits at the door. */
  const arrange = async () => {
    const timers = createTimers();
    const [atDoor, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const watched = new Set<string>();
    const asked: string[] = [];
    let isOpen = true;
    stack = await openStack({
      timers,
      room: (games) => ({
        follow: async (id, onCommit) => {
          const entered = async (): Promise<void> => {
            if (isOpen) return;
            atDoor.resolve();
            await open.promise;
          };
          return { ...(await games.follow(id, onCommit)), entered };
        },
        submit: (game, command, id) => {
          asked.push(command.type);
          return games.submit(game, command, id);
        },
        watchSession: (player) => {
          watched.add(player);
          return () => void watched.delete(player);
        },
        verifyIntratoken: async (token) => {
          const [role, player] = token.split(':');
          return accept({ player: playerId(player!), role: role as 'player', session: `session of ${player}` });
        },
      }),
    });
    const game = await stack.games.begin({ clock: { moveMs: 10_000 } });
    const coming = async () => {
      isOpen = false;
      const joining = new Client(stack.url).joinById(game, { intratoken: stack.token(game, 'bob') });
      joining.catch(() => undefined);
      await atDoor.promise;
      const room = matchMaker.getLocalRoomById(game);
      const bob = room.clients.find(({ auth }) => auth.player === 'bob')!;
      return { joining, room, bob };
    };
    return { timers, game, coming, open: open.resolve, watched, asked };
  };

  it('[RM44] whoever is cut off or put out meanwhile is not shown, and nothing is kept of them', async () => {
    for (const how of ['cut off', 'put out']) {
      const { game, coming, open, watched } = await arrange();
      const ann = await stack.join(game, 'ann');
      await until(ann, ({ players }) => players.get('x0')?.connected === true);
      const { joining, bob } = await coming();
      let changes = 0;
      ann.onStateChange(() => {
        changes += 1;
      });
      const closed = once(bob.ref, 'close');
      if (how === 'cut off') (bob.ref as WebSocket).terminate();
      else await matchMaker.remoteRoomCall(game, 'kickClient' as never, [bob.sessionId] as never);
      await closed;
      open();
      await assert.rejects(joining);
      await refusalOf(ask(ann, 'nothing'));
      assert.deepEqual([changes, ann.state.players.get('o0')?.connected], [0, false], how);
      assert.deepEqual([...watched], ['ann'], how);
      if (how === 'cut off') await stack.close();
    }
  });

  it('[RM44] a room that was closed meanwhile does nothing more', async () => {
    const { timers, coming, open, watched, asked } = await arrange();
    const { joining, room } = await coming();
    const disposed = room.disconnect();
    open();
    await assert.rejects(joining);
    await disposed;
    timers.pass(60_000);
    assert.deepEqual([asked, [...watched]], [[], []]);
  });
});
