import type { JWK } from 'jose';

export interface StoredKey {
  /** The public key's thumbprint (RFC 7638). */
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  readonly createdAt: number;
}

/** The keys that sign tokens. Every adapter passes `test/contract/token-stores.ts`. */
export interface KeyStore {
  /** Oldest first. */
  list(): Promise<readonly StoredKey[]>;
  add(key: StoredKey): Promise<void>;
  remove(kid: string): Promise<void>;
}
