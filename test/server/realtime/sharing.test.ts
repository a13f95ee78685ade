import assert from 'node:assert/strict';
import { LocalPresence } from '@colyseus/core';
import { createSharing } from '../../../server/realtime/sharing.ts';
import { gameId } from '../../../shared/kernel/ids.ts';

const [here, there, game] = [{ at: 'here' } as never, { at: 'there' }, gameId('g')];

/** This node, with twenty rooms, and another one with none that may live, and answers as told. */
const open = async (
  answer: (() => Promise<unknown>) | undefined,
  isAlive: () => Promise<boolean> = async () => true,
) => {
  const presence = new LocalPresence();
  const time = { now: 0 };
  const had = { asked: 0, opened: 0 };
  const loads = new Map([['other', 0]]);
  const beats = { isAlive, loads: () => loads } as never;
  const parts = { presence, beats, now: () => time.now };
  const sharing = createSharing({ ...parts, self: () => 'me', own: () => 20 });
  const other = createSharing({ ...parts, self: () => 'other', own: () => 0 });
  if (answer)
    await other.answer((asked) => {
      assert.equal(asked, game);
      had.asked += 1;
      return answer() as never;
    });
  const share = async (): Promise<unknown> => {
    time.now += 1_000;
    return sharing.open(game, async () => {
      had.opened += 1;
      return here;
    });
  };
  return { share, had, time };
};

describe('sharing rooms with another node', () => {
  it('[RL39] has that one open it', async () => {
    const { share, had } = await open(async () => there);
    assert.deepEqual(await share(), there);
    assert.deepEqual(had, { asked: 1, opened: 0 });
  });

  it('[RL39] opens it here when that one is dead, or nobody says so', async () => {
    for (const isAlive of [async () => false, () => Promise.reject(new Error('away'))]) {
      const { share, had } = await open(async () => there, isAlive);
      assert.equal(await share(), here);
      assert.deepEqual(had, { asked: 0, opened: 1 });
    }
  });

  it('[RL39] opens it here when that one cannot or says nothing, and asks nobody for a while', async () => {
    for (const answer of [
      () => Promise.reject(new Error('shutting down')),
      () => new Promise(() => undefined),
      undefined,
    ]) {
      const { share, had, time } = await open(answer);
      assert.deepEqual([await share(), await share()], [here, here]);
      assert.deepEqual(had, { asked: answer ? 1 : 0, opened: 2 });
      time.now += 5_000;
      await share();
      assert.equal(had.asked, answer ? 2 : 0);
    }
  });

  it('[RL39] a game that is not is looked for nowhere else', async () => {
    const { share, had } = await open(() => Promise.reject(new Error('game/not-found')));
    await assert.rejects(share(), { message: 'game/not-found' });
    assert.equal(had.opened, 0);
  });
});
