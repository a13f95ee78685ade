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
  const nothing = (): number => 0;
  const named = (count: number): Asked[] => Array.from({ length: count }, (_, at) => connection(`c${at}`));
  /** Who was told something at each of so many steps. */
  const stepped = (step: () => void, steps: number): string[] =>
    Array.from({ length: steps }, () => {
      told.splice(0);
      step();
      return told.join(' ');
    });

  it('[RL29] each is asked once a round, no more at a step than there have to be', () => {
    const { came, step } = createAskInTurn(4, 2);
    for (const each of named(10)) came(each, nothing);
    assert.deepEqual(stepped(step, 4), ['c0 c4 c8', 'c1 c5 c9', 'c2 c6', 'c3 c7']);
  });

  it('[RL29] each at its own step in every round, whoever else comes and leaves', () => {
    const { came, step } = createAskInTurn(3, 2);
    const all = named(3);
    const leave = all.map((each) => came(each, nothing));
    assert.deepEqual(stepped(step, 3), ['c0', 'c1', 'c2']);
    leave[0]!();
    leave[1]!();
    came(connection('late'), nothing);
    all[2]!.pingCount = 0;
    assert.deepEqual(stepped(step, 3), ['late', '', 'c2']);
  });

  it('[RL29] whoever leaves two askings unanswered is ended, whoever answers is not', () => {
    const { came, step } = createAskInTurn(1, 2);
    const all = named(2);
    for (const each of all) came(each, nothing);
    const rounds = [1, 2, 3].map(() => {
      all[0]!.pingCount = 0;
      return stepped(step, 1)[0];
    });
    assert.deepEqual(rounds, ['c0 c1', 'c0 c1', 'c0 end of c1']);
  });

  it('[RL29] whoever has said anything since the last round is not asked, and nothing is held against them', () => {
    const { came, step } = createAskInTurn(1, 2);
    let said = 100;
    came(connection('c0'), () => said);
    assert.deepEqual(stepped(step, 2), ['c0', 'c0']);
    said += 6;
    assert.deepEqual(stepped(step, 4), ['', 'c0', 'c0', 'end of c0']);
  });
});
