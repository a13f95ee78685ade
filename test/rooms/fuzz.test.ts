import assert from 'node:assert/strict';
import { fuzzRoom } from '../fuzz/room-fuzz.ts';
import { ask, openStack, type Stack, until } from './support/stack.ts';
import { createTimers } from './support/timers.ts';

describe('a game room under fuzz', () => {
  let stack: Stack;
  afterEach(() => stack.close());

  it('[RM6] whatever is sent is answered with a version or a coded refusal, and the game stays sound', async () => {
    const timers = createTimers();
    const failed: unknown[] = [];
    stack = await openStack({
      timers,
      room: () => ({
        report: { roomFailed: (_, where, error) => failed.push([where, error]), connectionExpelled: () => undefined },
      }),
    });
    const game = await stack.games.begin({ width: 4, height: 4, inARow: 4 });
    const [x, o, spectator] = await Promise.all([
      stack.join(game, 'ann'),
      stack.join(game, 'bob'),
      stack.join(game, 'eve', 'spectator'),
    ]);
    const between = () => timers.pass(1_000);
    for (const [at, room] of [x, o, spectator].entries())
      assert.deepEqual(await fuzzRoom({ room, seed: at + 1, rounds: 400, between }), []);
    assert.deepEqual(failed, []);
    const seen = await until(x, () => true);
    assert.equal(seen.version, (await stack.games.store.read(game)).at(-1)?.version);
    timers.pass(5_000);
    await ask(o, 'chat', { text: 'still here' });
  });
});
