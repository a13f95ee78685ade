import assert from 'node:assert/strict';
import { newAccount } from '../../server/accounts/account.ts';
import {
  type Portable,
  type PortableKind,
  type PortableRecord,
  portableRecords,
} from '../../server/storage/portable.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { gameId, playerId } from '../../shared/kernel/ids.ts';
import { sessionFor } from './session-store.ts';

export interface OpenStores {
  readonly stores: Stores;
  close(): Promise<void>;
}

const kinds = Object.keys(portableRecords) as PortableKind[];

/** Everything that a store dumps, each record as an import would read it. */
export const dumpAll = async (portable: Portable): Promise<Record<string, unknown[]>> => {
  const dumped: Record<string, unknown[]> = {};
  for (const kind of kinds) {
    dumped[kind] = [];
    for await (const record of portable[kind].dump())
      dumped[kind].push(portableRecords[kind].parse(JSON.parse(JSON.stringify(record))));
  }
  return dumped;
};

/** Where a log was moved to, a game's commits are as they were and milestones in their order; moves between those may lie elsewhere. */
export const comparable = (dumped: Record<string, unknown[]>) => {
  const { commit = [], ...others } = dumped;
  const commits = commit as PortableRecord<'commit'>[];
  return {
    ...others,
    games: new Map(Map.groupBy(commits, ({ stream }) => stream)),
    milestones: commits.filter(({ milestone }) => milestone),
  };
};

export const loadAll = async (portable: Portable, records: Record<string, unknown[]>): Promise<void> => {
  for (const kind of kinds) await portable[kind].load(records[kind] as never);
};

const person = (id: string, more: Partial<ReturnType<typeof newAccount>> = {}) =>
  newAccount({
    ...{ id: playerId(id), standing: 'account', displayName: `Ms ${id}`, createdAt: 5, username: `Name-${id}` },
    ...{ email: `${id}@Example.org`, passwordHash: `hash of ${id}`, ...more },
  });
const bot = (id: string, owner: string) => ({
  ...person(id, { standing: 'bot', email: null, passwordHash: null, apiKeyHash: `key of ${id}` }),
  owner: playerId(owner),
});

/** Games whose moves and milestones lie between each other. */
const playGames = async ({ events }: Pick<Stores, 'events'>): Promise<void> => {
  for (let at = 0; at < 300; at++) {
    const [stream, turn] = [`game${(at * 7) % 5}`, Math.floor(at / 5)];
    const event = { type: 'MoveMade', by: { side: 'x', index: 0 }, x: 0, y: 0, at } as never;
    const commit = {
      stream,
      expectedVersion: turn * 2,
      commitId: `commit ${at}`,
      at: 1_000 - at,
      events: [event, event],
    };
    assert.equal((await events.append({ ...commit, milestone: at % 4 === 0 })).kind, 'appended');
    await events.head();
  }
};

/** A little of everything, and accounts for more than one page. */
export const furnish = async (stores: Stores): Promise<void> => {
  const { accounts, sessions, oneTimeTokens, keys, usedTokens, operators, chat, ratings, lives } = stores;
  const token = {
    hash: 'token',
    purpose: 'verify',
    player: playerId('ann'),
    createdAt: 1000,
    expiresAt: 2000,
  } as const;
  await accounts.add(person('ann'), token);
  await accounts.verifyEmail(token.hash, 1500);
  await oneTimeTokens.issueUnlessRecent({ ...token, hash: 'reset', purpose: 'reset' }, 0);
  await accounts.add(person('claims', { email: 'ANN@example.org' }), { ...token, player: playerId('claims') });
  await accounts.add(person('gone'));
  await accounts.addBot(bot('gone-bot', 'gone'), 5);
  await accounts.remove(playerId('gone'), 77);
  for (const id of ['bot1', 'bot2', 'bot3']) await accounts.addBot(bot(id, 'ann'), 5);
  for (const id of ['s2', 's1']) await sessions.add(sessionFor(playerId('ann'), { id }), 'hash of ann', 50);
  await sessions.rotate('s1', 1, 600, 2_000_000);
  for (let at = 0; at < 430; at++)
    await accounts.add(
      newAccount({ id: playerId(`guest${at}`), standing: 'guest', displayName: `G ${at}`, createdAt: at }),
    );
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'x' };
  for (const kid of ['k2', 'k1']) await keys.add({ kid, publicJwk: jwk, privateJwk: { ...jwk, d: 'd' }, createdAt: 3 });
  await usedTokens.use('jti', 99);
  await operators.reset('eve', 'hash of eve', 100);
  await operators.openSession('t2', { operator: 'eve', choosing: true, expiresAt: 500 });
  await operators.openSession('t1', { operator: 'eve', choosing: false, expiresAt: 600 });
  for (const id of ['c', 'a', 'b'])
    await chat.saveChat({ id, game: gameId('g'), player: playerId('ann'), text: `“${id}” 🙂`, at: 1_000 });
  await ratings.hide(playerId('gone'));
  for (const id of ['l2', 'l1']) await lives.beat({ id, startedAt: 10, lastBeat: 20 });
  for (const id of ['g2', 'g1']) await lives.setHost(gameId(id), 'l1');
  await playGames(stores);
};

/** What every store that can be moved keeps. `open` gives an empty one. */
export const portableContract = (name: string, open: () => Promise<OpenStores>): void => {
  describe(`what can be moved: ${name}`, () => {
    let [from, to]: OpenStores[] = [];
    beforeEach(async () => {
      [from, to] = [await open(), await open()];
      await furnish(from.stores);
    });
    afterEach(async () => {
      await Promise.all([from!.close(), to!.close()]);
    });

    it('[PO1] what one store dumps another loads, and dumps again as it was', async () => {
      const dumped = await dumpAll(from!.stores.portable);
      for (const kind of kinds) assert.ok(dumped[kind]!.length > 0, kind);
      assert.equal(dumped.account!.length, 437);
      await loadAll(to!.stores.portable, dumped);
      assert.deepEqual(comparable(await dumpAll(to!.stores.portable)), comparable(dumped));
    });

    it('[PO2] what was loaded works as before: names are taken, sessions open, places for bots are counted', async () => {
      await loadAll(to!.stores.portable, await dumpAll(from!.stores.portable));
      const { accounts, sessions, operators, chat, ratings, events, lives } = to!.stores;
      const ann = playerId('ann');
      assert.deepEqual(await accounts.find(ann), await from!.stores.accounts.find(ann));
      assert.equal(await accounts.add(person('rival', { username: 'NAME-ANN' })), 'username-taken');
      assert.equal(await accounts.add(person('heir', { username: 'Name-gone' })), 'added');
      assert.equal(await accounts.verifyEmail('token', 1500), 'invalid', 'the address is verified by another');
      assert.equal((await sessions.find('s1'))?.generation, 1);
      assert.equal(await sessions.rotate('s1', 2, 700, 2_000_000), true);
      const added = await Promise.all(['b4', 'b5', 'b6'].map((id) => accounts.addBot(bot(id, 'ann'), 5)));
      assert.deepEqual(added.toSorted(), ['added', 'added', 'too-many']);
      assert.equal(await accounts.resetPassword('reset', 'new', 1500), ann);
      assert.deepEqual(await events.read('game3', 4), await from!.stores.events.read('game3', 4));
      const move = {
        stream: 'game3',
        commitId: 'next',
        at: 1,
        events: [{ type: 'MoveMade' } as never],
        milestone: true,
      };
      assert.equal((await events.append({ ...move, expectedVersion: 119 })).kind, 'conflict');
      assert.equal((await events.append({ ...move, expectedVersion: 120 })).kind, 'appended');
      assert.equal((await events.tail(0, 1_000)).at(-1)?.commitId, 'next');
      assert.equal((await operators.findSession('t2'))?.choosing, true);
      assert.deepEqual(
        (await lives.lives(20)).find(({ id }) => id === 'l1'),
        { id: 'l1', startedAt: 10, lastBeat: 20 },
      );
      assert.equal(await lives.hostOf(gameId('g2')), 'l1', 'its players get the time of the move back');
      assert.deepEqual(
        (await chat.recentChat(gameId('g'), 10)).map(({ id }) => id),
        ['c', 'a', 'b'],
      );
      await ratings.applyChanges([
        {
          ...{ game: gameId('g'), ladder: 'xo', position: 1, at: 1 },
          changes: [{ player: playerId('gone'), before: 800, after: 816, outcome: 'win' }],
        },
      ]);
      assert.deepEqual(await ratings.below('xo', null, 10), [], 'who was hidden stays hidden');
    });

    it('[PO3] nothing is loaded over what is there', async () => {
      const dumped = await dumpAll(from!.stores.portable);
      for (const kind of kinds) {
        const load = from!.stores.portable[kind].load(dumped[kind]!.slice(0, 1) as never);
        await assert.rejects(load, kind);
      }
      assert.deepEqual(await dumpAll(from!.stores.portable), dumped);
    });
  });
};
