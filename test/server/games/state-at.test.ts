import assert from 'node:assert/strict';
import { createCatchUp } from '../../../server/eventing/catch-up.ts';
import { createStreamCache } from '../../../server/eventing/stream-cache.ts';
import { stateAtHand } from '../../../server/games/state-at.ts';
import { game as rules } from '../../../shared/game/decider.ts';
import { gameId } from '../../../shared/kernel/ids.ts';
import { begin, openWorld, person, type World } from './world.ts';

describe('the state of a game that is asked for', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const [ann, bob] = [person('ann'), person('bob')];
  const atHand = () => {
    const reads: [game: string, after: number][] = [];
    const cache = createStreamCache(rules, 1);
    const read: typeof world.store.read = (game, after = 0) => {
      reads.push([game, after]);
      return world.store.read(game, after);
    };
    const catchUp = createCatchUp({ store: { read }, decider: rules, cache });
    return { reads, stateAt: stateAtHand(cache, catchUp) };
  };

  it('[SB15] is read once, and then only for what is newer', async () => {
    const game = await begin(world, ann, bob);
    const { reads, stateAt } = atHand();
    const first = await stateAt(game, 1);
    assert.equal(await stateAt(game, 3), first);
    await world.play(game, [ann], [[0, 0]]);
    const { version } = (await world.store.read(game)).at(-1)!;
    assert.equal((await stateAt(game, 3)).phase, 'playing');
    const later = await stateAt(game, version);
    assert.equal(later.phase === 'playing' && later.moves.length, 1);
    assert.deepEqual(reads, [
      [game, 0],
      [game, version - 1],
    ]);
  });

  it('[SB15] that does not exist takes nobody’s place, and is found once it does', async () => {
    const game = await begin(world, ann, bob);
    const { reads, stateAt } = atHand();
    await stateAt(game, 1);
    assert.equal((await stateAt(gameId('id-nobody'), 1)).phase, 'absent');
    await stateAt(game, 1);
    assert.equal(reads.length, 2);
    assert.equal((await stateAt(gameId('id-nobody'), 1)).phase, 'absent');
    assert.equal(reads.length, 3);
  });
});
