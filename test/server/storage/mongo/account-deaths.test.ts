import assert from 'node:assert/strict';
import { type Account, newAccount } from '../../../../server/accounts/account.ts';
import type { AccountStore, OneTimeToken } from '../../../../server/accounts/account-store.ts';
import { accountIndexes } from '../../../../server/storage/mongo/account-documents.ts';
import { createMongoAccounts } from '../../../../server/storage/mongo/accounts.ts';
import { createMongoOneTimeTokens } from '../../../../server/storage/mongo/one-time-tokens.ts';
import type { MongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { createMongoSessions } from '../../../../server/storage/mongo/sessions.ts';
import { playerId } from '../../../../shared/kernel/ids.ts';
import { sessionFor } from '../../../contract/session-store.ts';
import { serviceFor } from '../../../services.ts';
import { dyingAfter, everyDeath, interposed, outlives } from './deaths.ts';
import { openTemporaryMongo } from './temporary-mongo.ts';

let made = 0;
const person = (more: Partial<Account> = {}): Account => {
  const id = `p${++made}`;
  const own = { username: `Name-${id}`, email: `${id}@example.org`, passwordHash: `hash ${id}` };
  return newAccount({ id: playerId(id), standing: 'account', displayName: id, createdAt: made, ...own, ...more });
};
const botOf = (owner: Account, username = `Bot-${++made}`) => ({
  ...person({ standing: 'bot', username, email: null, passwordHash: null, apiKeyHash: `key ${made}` }),
  owner: owner.id,
});
const token = (account: Account, purpose: OneTimeToken['purpose']): OneTimeToken => ({
  ...{ hash: `token ${++made}`, purpose, player: account.id, createdAt: 1000, expiresAt: 2000 },
});

describe('accounts in MongoDB, when processes die', () => {
  let db: MongoDatabase;
  let accounts: AccountStore;
  before(async function () {
    db = await openTemporaryMongo(serviceFor(this, 'mongo'), accountIndexes);
    accounts = createMongoAccounts(db);
  });
  after(() => db?.close());

  const withBots = async (count: number) => {
    const owner = person();
    await accounts.add(owner);
    const bots = Array.from({ length: count }, () => botOf(owner));
    for (const bot of bots) await accounts.addBot(bot, 5);
    return { owner, bots };
  };

  it('[AC27] whatever changes who can log in is one write', async () => {
    const [account, guest] = [person(), person({ standing: 'guest', username: null, email: null, passwordHash: null })];
    const upgraded = person({ id: guest.id });
    const [verify, reset] = [token(account, 'verify'), token(account, 'reset')];
    const session = sessionFor(account.id);
    let writes = 0;
    const counting = interposed(db, () => void writes++);
    const store = createMongoAccounts(counting);
    const [sessions, tokens] = [createMongoSessions(counting), createMongoOneTimeTokens(counting)];
    const changes: readonly (() => Promise<unknown>)[] = [
      () => store.add(account, verify),
      () => store.add(guest),
      () => store.upgrade(upgraded, token(upgraded, 'verify')),
      () => sessions.add(session, account.passwordHash!, 50),
      () => sessions.rotate(session.id, 1, 500, 900),
      () => store.verifyEmail(verify.hash, 1500),
      () => tokens.issueUnlessRecent(reset, 0),
      () => store.changePassword(account.id, { from: account.passwordHash!, to: 'new' }, session.id),
      () => tokens.issueUnlessRecent(reset, 0),
      () => store.resetPassword(reset.hash, 'newer', 1500),
      () => store.setApiKey(account.id, `key ${++made}`),
    ];
    for (const [at, change] of changes.entries()) {
      const before = writes;
      assert.notEqual(await change(), false, `${at}`);
      assert.equal(writes - before, 1, `${at}`);
    }
  });

  it('[AC27] a process that dies while it makes a bot leaves the whole bot, or its name and place as free as before', async () => {
    const most = 2;
    const writes = await everyDeath(async (until) => {
      const { owner } = await withBots(1);
      const bot = botOf(owner);
      const lived = await outlives(createMongoAccounts(dyingAfter(db, until)).addBot(bot, most));
      const there = (await accounts.find(bot.id)) !== undefined;
      assert.equal(await accounts.addBot(botOf(owner, bot.username!), most), there ? 'too-many' : 'added');
      assert.equal((await accounts.botsOf(owner.id)).length, most);
      assert.equal(await accounts.addBot(botOf(owner), most), 'too-many');
      return lived;
    });
    assert.equal(writes, 2);
  });

  it('[AC27] a process that dies while it removes an account leaves who can ask again, and no bot without an owner', async () => {
    await everyDeath(async (until) => {
      const { owner, bots } = await withBots(2);
      const lived = await outlives(createMongoAccounts(dyingAfter(db, until)).remove(owner.id, 1500));
      const gone = (await accounts.find(owner.id))!.deleted;
      if (!gone) await accounts.remove(owner.id, 1600);
      for (const each of [owner, ...bots]) {
        assert.equal((await accounts.find(each.id))?.deleted, true);
        assert.equal(await accounts.add(person({ username: each.username! })), 'added', 'its name is free');
      }
      return lived;
    });
  });

  it('[AC27] a bot that came while its owner went, when both processes died, is found by the sweep', async () => {
    const { owner } = await withBots(0);
    const bot = botOf(owner);
    const dying = interposed(db, async (writes) => {
      if (writes === 1) await accounts.remove(owner.id, 1500);
      if (writes === 2) throw new Error('died');
    });
    await assert.rejects(createMongoAccounts(dying).addBot(bot, 5), /died/);
    assert.notEqual(await accounts.findByApiKey(bot.apiKeyHash!), undefined, 'the case is there');
    await accounts.sweepGuests(0);
    assert.equal(await accounts.findByApiKey(bot.apiKeyHash!), undefined);
    assert.equal(await accounts.add(person({ username: bot.username! })), 'added');
  });
});
