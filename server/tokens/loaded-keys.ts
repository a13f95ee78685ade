import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { KeyStore, StoredKey } from './key-store.ts';

/** The one algorithm (RFC 8037): a token that names another is refused before any key is looked at. */
export const algorithm = 'EdDSA';
const day = 24 * 60 * 60 * 1000;
const rotateAfterMs = 30 * day;
/** A new key is published before it signs, so that whoever caches the key set knows it by then. */
const publishedAheadMs = 10 * 60 * 1000;
/** Longer than any token lives. */
const keptAfterMs = day;

type Key = Awaited<ReturnType<typeof importJWK>>;

interface LoadedKey {
  readonly stored: StoredKey;
  readonly publicKey: Key;
  readonly privateKey: Key;
}

/** The keys of the store, kept in memory. */
export interface LoadedKeys {
  all(): readonly LoadedKey[];
  signing(): LoadedKey;
  /** Looks into the store again for an unknown one, since another process may have made it; at most once a second. */
  find(kid: string | undefined): Promise<LoadedKey | undefined>;
  rotate(): Promise<void>;
  reload(): Promise<void>;
}

const makeKey = async (createdAt: number): Promise<StoredKey> => {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const privateJwk = await exportJWK(pair.privateKey);
  return { kid: await calculateJwkThumbprint(publicJwk), publicJwk, privateJwk, createdAt };
};

const load = async (stored: StoredKey): Promise<LoadedKey> => ({
  stored,
  publicKey: await importJWK(stored.publicJwk, algorithm),
  privateKey: await importJWK(stored.privateJwk, algorithm),
});

/** Keys whose last token has expired: each stopped signing when its successor was ready. */
const outlived = (keys: readonly StoredKey[], now: number): readonly StoredKey[] =>
  keys.filter((_, at) => {
    const successor = keys[at + 1];
    return successor !== undefined && now > successor.createdAt + publishedAheadMs + keptAfterMs;
  });

const rotateStored = async (store: KeyStore, now: number): Promise<void> => {
  const stored = await store.list();
  const newest = stored.at(-1);
  if (!newest || now - newest.createdAt > rotateAfterMs) await store.add(await makeKey(now));
  for (const { kid } of outlived(stored, now)) await store.remove(kid);
};

/** Makes the first key where there is none. */
export const loadKeys = async (store: KeyStore, now: () => number): Promise<LoadedKeys> => {
  let keys: readonly LoadedKey[] = [];
  let reloadedAt = 0;
  const reload = async (): Promise<void> => {
    reloadedAt = now();
    keys = await Promise.all((await store.list()).map(load));
  };
  const known = (kid: string | undefined) => keys.find(({ stored }) => stored.kid === kid);
  const rotate = async (): Promise<void> => {
    await rotateStored(store, now());
    await reload();
  };
  await rotate();
  return {
    rotate,
    reload,
    all: () => keys,
    signing: () => keys.findLast(({ stored }) => stored.createdAt <= now() - publishedAheadMs) ?? keys[0]!,
    find: async (kid) => {
      if (!known(kid) && now() - reloadedAt >= 1000) await reload();
      return known(kid);
    },
  };
};
