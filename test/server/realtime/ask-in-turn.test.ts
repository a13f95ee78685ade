import assert from 'node:assert/strict';
import { type Asked, createAskInTurn } from '../../../server/realtime/ask-in-turn.ts';

describe('asking connections whether they live', () => {
  const told: string[] = [];
  beforeEach(() => told.splice(0));
  const connection = (name: string): Asked => ({
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

  it('[RL29] each is asked at a look of its own, no more at a step than there have to be', () => {
    const { came, step } = createAskInTurn(4, 2);
    for (const each of named(10)) came(each, nothing);
    assert.deepEqual(stepped(step, 4), ['c0 c4 c8', 'c1 c5 c9', 'c2 c6', 'c3 c7']);
  });

  it('[RL29] each at its own step in every round, whoever else comes and leaves', () => {
    const { came, step } = createAskInTurn(3, 2);
    const leave = named(3).map((each) => came(each, nothing));
    assert.deepEqual(stepped(step, 3), ['c0', 'c1', 'c2']);
    leave[0]!();
    leave[1]!();
    came(connection('late'), nothing);
    assert.deepEqual(stepped(step, 3), ['late', '', 'c2']);
  });

  it('[RL29] whoever leaves two askings unanswered is ended, whoever has said anything since the last look is not asked', () => {
    const { came, step } = createAskInTurn(1, 2);
    let said = 100;
    came(connection('c0'), () => said);
    assert.deepEqual(stepped(step, 2), ['c0', 'c0']);
    said += 6;
    assert.deepEqual(stepped(step, 4), ['', 'c0', 'c0', 'end of c0']);
  });

  it('[RL29] but at every eighth look, and nothing is held against them', () => {
    const { came, step } = createAskInTurn(1, 2);
    let said = 0;
    came(connection('c0'), () => said++);
    const asked = stepped(step, 40).flatMap((text, at) => (text === '' ? [] : [`${at + 1} ${text}`]));
    assert.deepEqual(asked, ['8 c0', '16 c0', '24 c0', '32 c0', '40 c0']);
  });
});
