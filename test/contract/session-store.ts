import assert from 'node:assert/strict';
import { newAccount } from '../../server/accounts/account.ts';
import type { AccountStore } from '../../server/accounts/account-store.ts';
import type { Session, SessionStore } from '../../server/tokens/session-store.ts';
import { type PlayerId, playerId } from '../../shared/kernel/ids.ts';

export interface OpenSessions {
  readonly accounts: Pick<AccountStore, 'add' | 'remove'>;
  readonly sessions: SessionStore;
  close(): Promise<void>;
}

let made = 0;
export const sessionFor = (player: PlayerId, more: Partial<Session> = {}): Session => ({
  id: `s${++made}`,
  player,
  familyHash: `family ${made}`,
  chainKey: `chain ${made}`,
  generation: 0,
  createdAt: made,
  rotatedAt: made,
  expiresAt: 1_000_000,
  userAgent: 'a browser',
  address: '192.0.2.1',
  ...more,
});

const rules = (opened: () => OpenSessions) => {
  const guest = async (): Promise<PlayerId> => {
    const id = playerId(`guest${++made}`);
    await opened().accounts.add(newAccount({ id, standing: 'guest', displayName: 'Guest', createdAt: 0 }));
    return id;
  };

  it('[TK17] a session is found as it was given, and ends once', async () => {
    const { sessions } = opened();
    const session = sessionFor(await guest());
    assert.equal(await sessions.add(session, '', 50), true);
    assert.deepEqual(await sessions.find(session.id), session);
    assert.deepEqual(await sessions.list(session.player), [session]);
    assert.deepEqual([await sessions.remove(session.id), await sessions.remove(session.id)], [true, false]);
    assert.equal(await sessions.find(session.id), undefined);
  });

  it('[TK17] of many that are looked for at once each is found by its own id', async () => {
    const { sessions } = opened();
    const given = await Promise.all(Array.from({ length: 5 }, async () => sessionFor(await guest())));
    for (const session of given) await sessions.add(session, '', 50);
    const found = await Promise.all([...given, { id: 'none' }, given[0]!].map(({ id }) => sessions.find(id)));
    assert.deepEqual(found, [...given, undefined, given[0]]);
  });

  it('[TK17] none begins with another credential, nor for a player who is gone', async () => {
    const { accounts, sessions } = opened();
    const player = await guest();
    assert.equal(await sessions.add(sessionFor(player), 'another', 50), false);
    assert.equal(await sessions.add(sessionFor(playerId('nobody')), '', 50), false);
    await accounts.remove(player, 1);
    assert.equal(await sessions.add(sessionFor(player), '', 50), false);
    assert.deepEqual(await sessions.list(player), []);
  });

  it('[TK17] one of many moves it on to the next generation', async () => {
    const { sessions } = opened();
    const session = sessionFor(await guest());
    await sessions.add(session, '', 50);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => sessions.rotate(session.id, 1, 500, 2_000_000)),
    );
    assert.equal(outcomes.filter(Boolean).length, 1);
    assert.equal(await sessions.rotate(session.id, 3, 500, 2_000_000), false);
    const moved = { ...session, generation: 1, rotatedAt: 500, expiresAt: 2_000_000 };
    assert.deepEqual(await sessions.find(session.id), moved);
    assert.equal(await sessions.rotate('nobody', 1, 500, 2_000_000), false);
  });

  it('[TK17] beyond so many the player’s least used end, others’ do not', async () => {
    const { sessions } = opened();
    const [player, other] = [await guest(), await guest()];
    await sessions.add(sessionFor(other, { rotatedAt: 0 }), '', 2);
    const [first, second, third] = [3, 1, 2].map((rotatedAt) => sessionFor(player, { rotatedAt }));
    for (const session of [first!, second!, third!]) await sessions.add(session, '', 2);
    assert.deepEqual(await sessions.list(player), [first, third]);
    assert.equal((await sessions.list(other)).length, 1);
  });

  it('[TK17] the expired are swept', async () => {
    const { sessions } = opened();
    const player = await guest();
    const [old, young] = [sessionFor(player, { expiresAt: 100 }), sessionFor(player, { expiresAt: 101 })];
    for (const session of [old, young]) await sessions.add(session, '', 50);
    assert.equal(await sessions.sweep(100), 1);
    assert.deepEqual(await sessions.list(player), [young]);
  });
};

/** What every store of sessions keeps. `open` gives an empty one. */
export const sessionStoreContract = (name: string, open: () => Promise<OpenSessions>): void => {
  describe(`sessions: ${name}`, () => {
    let opened: OpenSessions;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());
    rules(() => opened);
  });
};
