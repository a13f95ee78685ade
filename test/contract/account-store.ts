import assert from 'node:assert/strict';
import { type Account, newAccount } from '../../server/accounts/account.ts';
import type { AccountStore, OneTimeToken, OneTimeTokens } from '../../server/accounts/account-store.ts';
import type { SessionStore } from '../../server/tokens/session-store.ts';
import { type PlayerId, playerId } from '../../shared/kernel/ids.ts';
import { sessionFor } from './session-store.ts';

export interface OpenAccounts {
  readonly accounts: AccountStore;
  readonly oneTimeTokens: OneTimeTokens;
  readonly sessions: SessionStore;
  close(): Promise<void>;
}

let made = 0;
/** An account that claims an address, with a name of its own unless told otherwise. */
const person = (more: Partial<Account> = {}): Account => {
  const name = `Person${++made}`;
  const own = { username: name, email: `${name}@Example.org`, passwordHash: `hash of ${name}` };
  return newAccount({
    id: playerId(`p${made}`),
    standing: 'account',
    displayName: name,
    createdAt: made,
    ...own,
    ...more,
  });
};
const botOf = (owner: PlayerId): Account & { readonly owner: PlayerId } => ({
  ...person({ standing: 'bot', email: null, passwordHash: null, apiKeyHash: `key ${made}` }),
  owner,
});
const token = (account: Account, purpose: OneTimeToken['purpose'], more: Partial<OneTimeToken> = {}): OneTimeToken => ({
  hash: `token ${++made}`,
  purpose,
  player: account.id,
  createdAt: 1000,
  expiresAt: 2000,
  ...more,
});

const existingRules = (opened: () => OpenAccounts) => {
  it('[AC27] an account is found as it was given, by its id, name, address and key, whatever the case', async () => {
    const { accounts } = opened();
    const account = person();
    assert.equal(await accounts.add(account), 'added');
    assert.deepEqual(await accounts.find(account.id), account);
    assert.deepEqual(await accounts.findByUsername(account.username!.toUpperCase()), account);
    assert.deepEqual(await accounts.findByEmail(account.email!.toLowerCase()), { owner: undefined, claim: account });
    const bot = botOf(account.id);
    assert.equal(await accounts.addBot(bot, 5), 'added');
    assert.deepEqual(await accounts.findByApiKey(bot.apiKeyHash!), bot);
    assert.deepEqual(await accounts.botsOf(account.id), [bot]);
    assert.deepEqual(
      new Set(await accounts.findMany([bot.id, playerId('nobody'), account.id])),
      new Set([account, bot]),
    );
    assert.equal(await accounts.find(playerId('nobody')), undefined);
  });

  it('[AC27] an account is found by each of its login sessions, until that has ended', async () => {
    const { accounts, sessions } = opened();
    const [account, other] = [person(), person()];
    for (const each of [account, other]) await accounts.add(each);
    const [first, second] = [sessionFor(account.id), sessionFor(account.id)];
    for (const session of [first, second]) await sessions.add(session, account.passwordHash!, 5);
    await sessions.add(sessionFor(other.id), other.passwordHash!, 5);
    assert.deepEqual(await accounts.findBySession(second.id), { account, session: second });
    assert.deepEqual(await accounts.findBySession(first.id), { account, session: first });
    await sessions.remove(first.id);
    assert.equal(await accounts.findBySession(first.id), undefined);
    assert.equal(await accounts.findBySession(`own ${account.id}`), undefined);
    await accounts.remove(account.id, 9);
    assert.equal(await accounts.findBySession(second.id), undefined);
  });

  it('[AC27] one of many that want a name at once gets it, and the others leave nothing', async () => {
    const { accounts } = opened();
    const rivals = Array.from({ length: 10 }, (_, at) => person({ username: at % 2 ? 'RIVAL' : 'rival' }));
    const outcomes = await Promise.all(rivals.map((rival) => accounts.add(rival, token(rival, 'verify'))));
    assert.equal(outcomes.filter((outcome) => outcome === 'added').length, 1);
    const found = await accounts.findMany(rivals.map(({ id }) => id));
    assert.deepEqual(found, [await accounts.findByUsername('Rival')]);
  });

  it('[AC27] of those that claim an address the newest is meant, until one has it verified', async () => {
    const { accounts } = opened();
    const [older, newer] = [person({ email: 'shared@example.org' }), person({ email: 'Shared@example.org' })];
    const [olders, newers] = [token(older, 'verify'), token(newer, 'verify')];
    await accounts.add(older, olders);
    await accounts.add(newer, newers);
    assert.deepEqual(await accounts.findByEmail('shared@example.org'), { owner: undefined, claim: newer });
    assert.equal(await accounts.verifyEmail(olders.hash, 1500), 'verified');
    assert.equal(await accounts.verifyEmail(newers.hash, 1500), 'invalid');
    const owner = { ...older, verified: true };
    assert.deepEqual(await accounts.findByEmail('shared@example.org'), { owner, claim: newer });
  });

  it('[AC27] no more bots are added than allowed, nor any to an owner who is gone', async () => {
    const { accounts } = opened();
    const owner = person();
    await accounts.add(owner);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => accounts.addBot(botOf(owner.id), 3)));
    assert.equal(outcomes.filter((outcome) => outcome === 'added').length, 3);
    assert.equal(outcomes.filter((outcome) => outcome === 'too-many').length, 3);
    await accounts.remove(owner.id, 1500);
    assert.equal(await accounts.addBot(botOf(owner.id), 3), 'too-many');
  });

  it('[AC27] a guest is upgraded once', async () => {
    const { accounts } = opened();
    const guest = newAccount({ id: playerId(`g${++made}`), standing: 'guest', displayName: 'Guest', createdAt: made });
    await accounts.add(guest);
    const account = person({ id: guest.id, createdAt: guest.createdAt });
    assert.equal(await accounts.upgrade(account, token(account, 'verify')), 'upgraded');
    assert.deepEqual(await accounts.find(guest.id), account);
    assert.equal(await accounts.upgrade(person({ id: guest.id }), token(guest, 'verify')), 'not-a-guest');
  });
};

const credentialRules = (opened: () => OpenAccounts) => {
  const withSessions = async (count: number) => {
    const account = person();
    await opened().accounts.add(account);
    const sessions = Array.from({ length: count }, () => sessionFor(account.id));
    for (const session of sessions) assert.equal(await opened().sessions.add(session, account.passwordHash!, 50), true);
    return { account, sessions };
  };
  const left = async (id: PlayerId) => (await opened().sessions.list(id)).map((session) => session.id);

  it('[AC27] a token is taken once, for its purpose, before it expires', async () => {
    const { accounts, oneTimeTokens } = opened();
    const { account } = await withSessions(1);
    const issued = token(account, 'reset');
    assert.equal(await oneTimeTokens.issueUnlessRecent(issued, 0), true);
    assert.equal(await accounts.verifyEmail(issued.hash, 1500), 'invalid');
    assert.equal(await accounts.resetPassword(issued.hash, 'new', 2000), undefined);
    assert.deepEqual(await left(account.id).then((ids) => ids.length), 1);
    const outcomes = await Promise.all([1, 2, 3].map((at) => accounts.resetPassword(issued.hash, `new ${at}`, 1500)));
    assert.deepEqual(
      outcomes.filter((id) => id !== undefined),
      [account.id],
    );
    assert.deepEqual(await left(account.id), []);
  });

  it('[AC27] a reset proves the address, unless it is another’s', async () => {
    const { accounts, oneTimeTokens } = opened();
    const [mine, others] = [person({ email: 'proof@example.org' }), person({ email: 'proof@example.org' })];
    for (const account of [mine, others]) {
      await accounts.add(account);
      const issued = token(account, 'reset');
      await oneTimeTokens.issueUnlessRecent(issued, 0);
      assert.equal(await accounts.resetPassword(issued.hash, 'new', 1500), account.id);
    }
    assert.equal((await accounts.find(mine.id))?.verified, true);
    assert.equal((await accounts.find(others.id))?.verified, false);
  });

  it('[AC27] a change of password keeps one session, a change of key none', async () => {
    const { accounts } = opened();
    const { account, sessions } = await withSessions(3);
    const change = { from: account.passwordHash!, to: 'new' };
    assert.equal(await accounts.changePassword(account.id, change, sessions[1]!.id), true);
    assert.deepEqual(await left(account.id), [sessions[1]!.id]);
    await accounts.setApiKey(account.id, `key ${++made}`);
    assert.deepEqual(await left(account.id), []);
  });

  it('[AC27] a change of password loses against one that came first, and then does nothing', async () => {
    const { accounts, oneTimeTokens } = opened();
    const { account, sessions } = await withSessions(2);
    const issued = token(account, 'reset');
    await oneTimeTokens.issueUnlessRecent(issued, 0);
    const changes = await Promise.all(
      ['a', 'b', 'c'].map((to) =>
        accounts.changePassword(account.id, { from: account.passwordHash!, to }, sessions[0]!.id),
      ),
    );
    assert.deepEqual(changes.filter(Boolean), [true]);
    const winner = ['a', 'b', 'c'][changes.indexOf(true)]!;
    assert.equal((await accounts.find(account.id))?.passwordHash, winner);
    assert.equal(await accounts.changePassword(account.id, { from: 'outdated', to: 'd' }, 'none'), false);
    assert.deepEqual(await left(account.id), [sessions[0]!.id]);
    assert.equal(await accounts.changePassword(playerId('nobody'), { from: winner, to: 'd' }, 'none'), false);
  });

  it('[AC27] removing anonymises an account and its bots, and frees what was theirs; twice does no more', async () => {
    const { accounts } = opened();
    const { account } = await withSessions(2);
    const bot = botOf(account.id);
    await accounts.addBot(bot, 5);
    await accounts.remove(account.id, 1500);
    await accounts.remove(account.id, 1600);
    for (const { id, standing, createdAt, owner } of [account, bot])
      assert.deepEqual(
        await accounts.find(id),
        newAccount({ id, standing, createdAt, owner, displayName: 'Deleted player', deleted: true }),
      );
    assert.deepEqual(await left(account.id), []);
    assert.equal(await accounts.findByUsername(account.username!), undefined);
    assert.equal(await accounts.add(person({ username: account.username!, email: account.email })), 'added');
    await accounts.rename(account.id, 'Ghost');
    assert.equal((await accounts.find(account.id))?.displayName, 'Deleted player');
  });

  it('[AC27] the same mail is not due again too soon; expired tokens are swept', async () => {
    const { oneTimeTokens } = opened();
    const { account } = await withSessions(0);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => oneTimeTokens.issueUnlessRecent(token(account, 'verify'), 900)),
    );
    assert.equal(outcomes.filter(Boolean).length, 1);
    assert.equal(await oneTimeTokens.issueUnlessRecent(token(account, 'reset'), 900), true);
    assert.equal(await oneTimeTokens.issueUnlessRecent(token(account, 'verify', { createdAt: 1600 }), 1000), true);
    await oneTimeTokens.sweep(2000);
    assert.equal(await oneTimeTokens.sweep(2000), 0);
  });
};

const racingRules = (opened: () => OpenAccounts) => {
  const added = async (more: Partial<Account> = {}): Promise<Account> => {
    const account = person(more);
    await opened().accounts.add(account);
    return account;
  };

  it('[AC27] of many that verify one address at once one has it', async () => {
    const { accounts } = opened();
    const rivals = Array.from({ length: 6 }, () => person({ email: 'raced@example.org' }));
    const tokens = rivals.map((rival) => token(rival, 'verify'));
    await Promise.all(rivals.map((rival, at) => accounts.add(rival, tokens[at])));
    const outcomes = await Promise.all(tokens.map(({ hash }) => accounts.verifyEmail(hash, 1500)));
    assert.equal(outcomes.filter((outcome) => outcome === 'verified').length, 1);
    const found = await accounts.findMany(rivals.map(({ id }) => id));
    assert.equal(found.filter(({ verified }) => verified).length, 1);
  });

  it('[AC27] a guest that is upgraded twice at once has what the one upgrade gave', async () => {
    const { accounts } = opened();
    const guest = await added({ standing: 'guest', username: null, email: null, passwordHash: null });
    const wishes = Array.from({ length: 4 }, () => person({ id: guest.id, createdAt: guest.createdAt }));
    const outcomes = await Promise.all(wishes.map((wish) => accounts.upgrade(wish, token(wish, 'verify'))));
    assert.deepEqual(outcomes.toSorted(), ['not-a-guest', 'not-a-guest', 'not-a-guest', 'upgraded']);
    assert.deepEqual(await accounts.find(guest.id), wishes[outcomes.indexOf('upgraded')]);
    for (const [at, wish] of wishes.entries())
      if (outcomes[at] !== 'upgraded') assert.equal(await accounts.findByUsername(wish.username!), undefined);
  });

  it('[AC27] a login at the moment of a reset is refused or ended', async () => {
    const { accounts, oneTimeTokens, sessions } = opened();
    for (let round = 0; round < 10; round++) {
      const account = await added();
      const issued = token(account, 'reset');
      await oneTimeTokens.issueUnlessRecent(issued, 0);
      const login = () => sessions.add(sessionFor(account.id), account.passwordHash!, 50);
      await Promise.all([login(), login(), accounts.resetPassword(issued.hash, 'new', 1500), login(), login()]);
      assert.deepEqual(await sessions.list(account.id), []);
    }
  });

  it('[AC27] a bot made while its owner goes is gone with them', async () => {
    const { accounts } = opened();
    for (let round = 0; round < 10; round++) {
      const owner = await added();
      const bots = [botOf(owner.id), botOf(owner.id)];
      await Promise.all([...bots.map((bot) => accounts.addBot(bot, 5)), accounts.remove(owner.id, 1500)]);
      assert.deepEqual(await accounts.botsOf(owner.id), []);
      for (const bot of bots) assert.equal(await accounts.findByApiKey(bot.apiKeyHash!), undefined);
    }
  });

  it('[AC27] guests without a session are swept when they are old, and nobody else', async () => {
    const { accounts, sessions } = opened();
    const nothing = { standing: 'guest', username: null, email: null, passwordHash: null } as const;
    const [old, seen] = [await added({ ...nothing, createdAt: -2 }), await added({ ...nothing, createdAt: -2 })];
    const young = await added({ ...nothing, createdAt: -1 });
    const account = await added({ createdAt: -2 });
    await sessions.add(sessionFor(seen.id), '', 50);
    assert.equal(await accounts.sweepGuests(-1), 1);
    const left = await accounts.findMany([old, seen, young, account].map(({ id }) => id));
    assert.deepEqual(new Set(left), new Set([seen, young, account]));
  });
};

/** What every store of accounts keeps. `open` gives an empty one. */
export const accountStoreContract = (name: string, open: () => Promise<OpenAccounts>): void => {
  describe(`accounts: ${name}`, () => {
    let opened: OpenAccounts;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());
    existingRules(() => opened);
    credentialRules(() => opened);
    racingRules(() => opened);
  });
};
