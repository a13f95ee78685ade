import type { KeyStore, StoredKey } from '../../tokens/key-store.ts';
import type { Stored } from './documents.ts';
import type { MongoDatabase } from './open-database.ts';

/** `_id` is the key's `kid`; the keys are JSON. */
export interface KeyDoc extends Stored {
  readonly _id: string;
  readonly publicJwk: string;
  readonly privateJwk: string;
  readonly createdAt: number;
}

const keyOf = ({ _id, publicJwk, privateJwk, createdAt }: KeyDoc): StoredKey => ({
  kid: _id,
  publicJwk: JSON.parse(publicJwk) as StoredKey['publicJwk'],
  privateJwk: JSON.parse(privateJwk) as StoredKey['privateJwk'],
  createdAt,
});

/** There are never more than a few, so they need no index. Private keys lie there as they are: whoever reads the database is the installation. */
export const createMongoKeys = (db: Pick<MongoDatabase, 'documents'>): KeyStore => {
  const keys = db.documents<KeyDoc>('signing_keys');
  return {
    list: async () => (await keys.find({}, { sort: { createdAt: 1, _id: 1 } })).map(keyOf),
    add: async ({ kid, publicJwk, privateJwk, createdAt }) => {
      const doc = { publicJwk: JSON.stringify(publicJwk), privateJwk: JSON.stringify(privateJwk), createdAt };
      await keys.insert({ _id: kid, ...doc });
    },
    remove: async (kid) => {
      await keys.deleteMany({ _id: kid });
    },
  };
};
