import assert from 'node:assert/strict';
import { type Asked, createAskInTurn } from '../../../server/realtime/ask-in-turn.ts';

describe('asking connections whether they live', () => {
  const told: string[] = [];
  beforeEach(() => told.splice(0));
  const connection = (name: string): Asked => ({
    pingCount: 0,
    ping: () => void told.push(name),
    terminate: () => void told.push(`end of ${name}`),
  });
  const named = (count: number): Asked[] => Array.from({ length: count }, (_, at) => connection(`c${at}`));

  it('[RL29] each is asked once a round, no more at a step than there have to be', () => {
    const all = named(10);
    const step = createAskInTurn(() => all, { steps: 4, mostUnanswered: 2 });
    const asked: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      const before = told.length;
      step();
      asked.push(told.length - before);
    }
    assert.deepEqual(asked, [3, 3, 2, 2]);
    assert.deepEqual(told.toSorted(), all.map((_, at) => `c${at}`).toSorted());
  });

  it('[RL29] whoever leaves two askings unanswered is ended, whoever answers is not', () => {
    const all = named(2);
    const step = createAskInTurn(() => all, { steps: 1, mostUnanswered: 2 });
    for (let round = 0; round < 3; round += 1) {
      all[0]!.pingCount = 0;
      step();
    }
    assert.deepEqual(told, ['c0', 'c1', 'c0', 'c1', 'c0', 'end of c1']);
  });

  it('[RL29] who comes during a round is asked in the next', () => {
    const all = named(1);
    const step = createAskInTurn(() => all, { steps: 2, mostUnanswered: 2 });
    step();
    all.push(connection('late'));
    step();
    assert.deepEqual(told, ['c0']);
    step();
    step();
    assert.deepEqual(told, ['c0', 'c0', 'late']);
  });
});
