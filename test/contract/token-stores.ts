import assert from 'node:assert/strict';
import type { KeyStore, StoredKey } from '../../server/tokens/key-store.ts';
import type { UsedTokens } from '../../server/tokens/used-tokens.ts';

export interface OpenTokenStores {
  readonly keys: KeyStore;
  readonly usedTokens: UsedTokens;
  close(): Promise<void>;
}

const key = (kid: string, createdAt: number): StoredKey => ({
  kid,
  publicJwk: { kty: 'OKP', crv: 'Ed25519', x: kid },
  privateJwk: { kty: 'OKP', crv: 'Ed25519', x: kid, d: 'secret' },
  createdAt,
});

/** What every store of signing keys, and of marks of used tokens, keeps. `open` gives empty ones. */
export const tokenStoresContract = (name: string, open: () => Promise<OpenTokenStores>): void => {
  describe(`keys and used tokens: ${name}`, () => {
    let opened: OpenTokenStores;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    it('[TK18] keys are listed as they were given, oldest first, until removed', async () => {
      const { keys } = opened;
      const [older, newer] = [key('b', 1), key('a', 2)];
      await keys.add(newer);
      await keys.add(older);
      assert.deepEqual(await keys.list(), [older, newer]);
      await keys.remove('b');
      await keys.remove('nothing');
      assert.deepEqual(await keys.list(), [newer]);
    });

    it('[TK18] a token is used by one of many, until its mark is swept', async () => {
      const { usedTokens } = opened;
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => usedTokens.use('j1', 100)));
      assert.equal(outcomes.filter(Boolean).length, 1);
      assert.equal(await usedTokens.use('j2', 101), true);
      assert.equal(await usedTokens.sweep(99), 0);
      assert.equal(await usedTokens.use('j1', 100), false);
      assert.equal(await usedTokens.sweep(100), 1);
      assert.deepEqual([await usedTokens.use('j1', 100), await usedTokens.use('j2', 101)], [true, false]);
    });
  });
};
