import assert from 'node:assert/strict';
import { type Account, newAccount } from '../../../server/accounts/account.ts';
import { createProfiles } from '../../../server/accounts/profiles.ts';
import { type PlayerId, playerId } from '../../../shared/kernel/ids.ts';

const account = (id: string, displayName = id): Account =>
  newAccount({ id: playerId(id), standing: 'account', displayName, createdAt: 0 });
const ids = (...names: string[]): PlayerId[] => names.map(playerId);

describe('profiles', () => {
  it('[AC25] are read once and kept; an unknown player is shown like a deleted one', async () => {
    const asked: PlayerId[][] = [];
    const findMany = async (wanted: readonly PlayerId[]) => {
      asked.push([...wanted]);
      return wanted.filter((id) => id !== 'nobody').map((id) => account(id));
    };
    const profiles = createProfiles({ findMany });
    await profiles.of(ids('anna', 'bert', 'anna'));
    const shown = await profiles.of(ids('anna', 'carl', 'nobody'));
    assert.deepEqual(asked, [ids('anna', 'bert'), ids('carl', 'nobody')]);
    assert.deepEqual(
      [...shown.values()].map(({ name }) => name),
      ['anna', 'carl', 'Deleted player'],
    );
    assert.equal(await profiles.nameOf(playerId('anna')), 'anna');
  });

  it('[AC25] no more than so many are kept', async () => {
    let reads = 0;
    const findMany = async (wanted: readonly PlayerId[]) => {
      reads += wanted.length;
      return wanted.map((id) => account(id));
    };
    const profiles = createProfiles({ findMany }, 2);
    await profiles.of(ids('a', 'b', 'c'));
    await profiles.of(ids('a', 'b', 'c'));
    assert.equal(reads, 4);
  });

  it('[AC25] what was read before a name changed is not kept after it', async () => {
    let name = 'old';
    let answer = () => {};
    const findMany = async (wanted: readonly PlayerId[]) => {
      const found = wanted.map((id) => account(id, name));
      await new Promise<void>((resolve) => (answer = resolve));
      return found;
    };
    const profiles = createProfiles({ findMany });
    const before = profiles.of(ids('anna'));
    name = 'new';
    profiles.forget();
    answer();
    await before;
    const after = profiles.of(ids('anna'));
    answer();
    assert.equal((await after).get(playerId('anna'))?.name, 'new');
  });
});
