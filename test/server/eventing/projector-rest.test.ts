import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { projectorWorld } from './projector-world.ts';

describe('a projector that rests between its steps', () => {
  let world: Awaited<ReturnType<typeof projectorWorld>>;
  beforeEach(async () => {
    world = await projectorWorld();
  });
  afterEach(() => world.log.close());

  /** Resolves once it rests, having applied everything. */
  const resting = async () => {
    const projector = world.started(undefined, undefined, undefined, undefined, 50);
    await projector.begun(50);
    return projector;
  };

  it('[PJ17] what happens during the rest shares the next step', async () => {
    const { stop, texts, given, end, begun } = await resting();
    await world.append('d');
    await world.append('e');
    await world.append('f');
    await setImmediate();
    assert.equal(texts(), 'abc');
    await end(50);
    await begun(50);
    assert.deepEqual([texts(), given], ['abcdef', [2, 1, 2, 1]]);
    await stop();
  });

  it('[PJ17] what happens after it is applied at once', async () => {
    const { stop, texts, end, begun } = await resting();
    await end(50);
    await world.append('d');
    await begun(50);
    assert.equal(texts(), 'abcd');
    await stop();
  });

  it('[PJ17] who waits during it ends it', async () => {
    const { stop, texts, caughtUp } = await resting();
    await world.append('d');
    await caughtUp();
    assert.equal(texts(), 'abcd');
    await stop();
  });

  it('[PJ17] while somebody waits for more there is none', async () => {
    const { stop, texts, caughtUp } = await resting();
    const two = caughtUp((await world.log.store.head()) + 4);
    await world.append('d');
    await world.append('e');
    await two;
    assert.equal(texts(), 'abcde');
    await stop();
  });

  it('[PJ17] a step that found nothing is followed by none', async () => {
    const { stop, texts, end, begun } = await resting();
    await end(50);
    await end(1000);
    await begun(1000);
    await setImmediate();
    await world.append('d');
    await begun(50);
    assert.equal(texts(), 'abcd');
    await stop();
  });
});
