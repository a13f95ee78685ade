import assert from 'node:assert/strict';
import { type Fault, type FaultName, faultNames, scheduleOf } from './schedule.ts';

const order = (seed: number) => ({ seed, seconds: 300, nodes: 3, kinds: faultNames });
const seeds = Array.from({ length: 20 }, (_, seed) => seed);
/** How long those last that are not over at once. */
const seconds: Partial<Record<FaultName, number>> = {
  ...{ freeze: 20, 'redis-gone': 30, 'mongo-gone': 30, 'mongo-slow': 12, 'cut-from-redis': 8, 'cut-from-mongo': 8 },
};
const isLong = ({ lasts }: Fault): boolean => lasts > 0;

describe('the schedule of a chaos run', () => {
  it('[CH2] is the same for the same seed and differs between seeds', () => {
    assert.deepEqual(scheduleOf(order(7)), scheduleOf(order(7)));
    assert.notDeepEqual(scheduleOf(order(7)), scheduleOf(order(8)));
  });

  it('[CH3] has at least 60 faults in 300 s, every kind among them', () => {
    for (const seed of seeds) {
      const faults = scheduleOf(order(seed));
      assert.ok(faults.length >= 60, `${faults.length} with seed ${seed}`);
      assert.deepEqual(new Set(faults.map(({ name }) => name)), new Set(faultNames));
      assert.ok(faults.every(({ at, lasts }) => at + lasts < 300_000));
      for (const { name, lasts } of faults)
        assert.equal(lasts, seconds[name] === undefined ? 0 : seconds[name] * 1_000);
    }
  });

  it('[CH4] never has two long troubles at once, so that one node and its stores are always there', () => {
    for (const seed of seeds) {
      const long = scheduleOf(order(seed)).filter(isLong);
      for (const [index, fault] of long.entries()) {
        const before = long[index - 1];
        assert.ok(before === undefined || before.at + before.lasts < fault.at);
      }
    }
  });
});
