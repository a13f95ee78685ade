import assert from 'node:assert/strict';
import { beatEveryMs } from '../../../server/realtime/node-beats.ts';
import { createPlacement } from '../../../server/realtime/placement.ts';

/** What this node has and what it has heard of the others. */
const placed = (own: number, others: Readonly<Record<string, number>>) => {
  const has = { own, loads: new Map(Object.entries(others)), now: 0 };
  return { has, placement: createPlacement({ own: () => has.own, loads: () => has.loads, now: () => has.now }) };
};

describe('where a room is opened', () => {
  it('[RL39] at the node that was asked, up to five quarters of what the one with the fewest has, and four', () => {
    assert.equal(placed(1_000, {}).placement.next(), undefined);
    assert.equal(placed(4, { a: 0, b: 0 }).placement.next(), undefined);
    assert.equal(placed(5, { a: 0, b: 0 }).placement.next(), 'a');
    assert.equal(placed(79, { a: 76, b: 60 }).placement.next(), undefined);
    assert.equal(placed(80, { a: 76, b: 60 }).placement.next(), 'b');
    assert.equal(placed(60, { a: 76, b: 80 }).placement.next(), undefined);
  });

  it('[RL39] the more nodes there are, the more seldom each of them does so', () => {
    const { has, placement } = placed(90, { a: 3, b: 5, c: 4, d: 6, e: 7, f: 8, g: 9, h: 10 });
    assert.equal(placement.next(), 'a');
    has.now = 2 * beatEveryMs - 1;
    assert.equal(placement.next(), undefined);
    has.now = 2 * beatEveryMs;
    assert.equal(placement.next(), 'a');
  });

  it('[RL39] else at that one, four times a beat by all nodes together', () => {
    const { has, placement } = placed(90, { a: 3, b: 5, c: 6, d: 6 });
    const next = (times: number): readonly (string | undefined)[] => Array.from({ length: times }, placement.next);
    assert.deepEqual(next(3), ['a', undefined, undefined]);
    has.loads = new Map(Object.entries({ a: 7, b: 6, c: 7, d: 7 }));
    has.now = beatEveryMs - 1;
    assert.deepEqual(next(1), [undefined]);
    has.now = beatEveryMs;
    assert.deepEqual(next(3), ['b', undefined, undefined]);
    has.now = 2 * beatEveryMs;
    has.loads = new Map();
    assert.deepEqual(next(1), [undefined]);
  });

  it('[RL39] nodes that do so come to the same number, wherever they are asked', () => {
    const rooms: Record<string, number> = { a: 120, b: 130, c: 0, d: 0 };
    const nodes = Object.keys(rooms).map((node) => {
      const { [node]: _, ...others } = rooms;
      return { node, ...placed(rooms[node]!, others) };
    });
    for (let round = 0; round < 300; round += 1) {
      const { node, placement } = nodes[round % nodes.length]!;
      rooms[placement.next() ?? node]! += 1;
      for (const each of nodes) {
        const { [each.node]: own, ...others } = rooms;
        Object.assign(each.has, { own, loads: new Map(Object.entries(others)), now: each.has.now + beatEveryMs });
      }
    }
    const each = Object.values(rooms);
    assert.ok(Math.max(...each) <= Math.min(...each) * 1.25 + 5, JSON.stringify(rooms));
  });
});
