import assert from 'node:assert/strict';
import { accept, refuse } from '../../../shared/kernel/result.ts';
import { unreachable } from '../../../shared/kernel/unreachable.ts';

describe('kernel', () => {
  it('[KR1] a value is allowed', () => assert.deepEqual(accept(['done']), { ok: true, value: ['done'] }));

  it('[KR1] a refusal is a value with its reason', () =>
    assert.deepEqual(refuse('game/full'), { ok: false, refusal: 'game/full' }));

  it('[KR2] a case that cannot be throws, naming it', () =>
    assert.throws(() => unreachable({ type: 'Impossible' } as never), /unreachable: \{"type":"Impossible"\}/));
});
