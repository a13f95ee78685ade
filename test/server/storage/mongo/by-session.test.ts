import assert from 'node:assert/strict';
import type { AccountDoc } from '../../../../server/storage/mongo/account-documents.ts';
import { createBySession } from '../../../../server/storage/mongo/by-session.ts';
import type { Documents } from '../../../../server/storage/mongo/documents.ts';

type Find = Documents<AccountDoc>['find'];

/** Accounts p0, p1, p2 with two sessions each, and which ids were looked for, a message each. */
const setUp = () => {
  const accounts = [0, 1, 2].map((at) => ({ _id: `p${at}`, sessions: [{ id: `s${at}a` }, { id: `s${at}b` }] }));
  const asked: string[][] = [];
  const find = async (where: { 'sessions.id': { $in: string[] } }) => {
    const ids = where['sessions.id'].$in;
    asked.push(ids);
    return accounts.filter(({ sessions }) => sessions.some(({ id }) => ids.includes(id)));
  };
  return { asked, accounts, bySession: createBySession({ find: find as unknown as Find }, ['sessions']) };
};

describe('accounts that are looked for by their sessions', () => {
  it('[MG11] those who are looked for at the same time share a message, and each is found by its own', async () => {
    const { asked, bySession } = setUp();
    const found = await Promise.all(['s0a', 's2b', 's1a', 'none', 's0a', 's0b'].map(bySession));
    assert.deepEqual(
      found.map((account) => account?._id),
      ['p0', 'p2', 'p1', undefined, 'p0', 'p0'],
    );
    assert.deepEqual(asked, [['s0a', 's2b', 's1a', 'none', 's0b']]);
  });

  it('[MG11] one that has ended meanwhile finds none', async () => {
    const { accounts, bySession } = setUp();
    assert.equal((await bySession('s1a'))?._id, 'p1');
    accounts[1]!.sessions.shift();
    assert.equal(await bySession('s1a'), undefined);
    assert.equal((await bySession('s1b'))?._id, 'p1');
  });
});
