import assert from 'node:assert/strict';
import { createNewId } from '../../server/ids.ts';
import { id } from '../../shared/protocol/common.ts';

describe('ids', () => {
  it('[DB17] are unique, fit the protocol, and begin with the time', () => {
    const time = 1_763_700_000_000;
    const ids = Array.from(
      { length: 10_000 },
      createNewId(() => time),
    );
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((one) => id.safeParse(one).success));
    assert.ok(ids.every((one) => Buffer.from(one, 'base64url').readUIntBE(0, 6) === time));
  });
});
