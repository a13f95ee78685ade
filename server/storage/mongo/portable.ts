import { gameId, playerId } from '../../../shared/kernel/ids.ts';
import { inPages } from '../in-pages.ts';
import type { Portable, PortablePart, PortableRecord } from '../portable.ts';
import { type ChatDoc, newOrder } from './chat.ts';
import type { Documents, Stored, Where } from './documents.ts';
import { insertNew } from './insert-new.ts';
import type { KeyDoc } from './keys.ts';
import type { HostDoc, LifeDoc } from './lives.ts';
import type { MongoDatabase } from './open-database.ts';
import type { OperatorDoc } from './operators.ts';
import { portableAccounts } from './portable-accounts.ts';
import { portableLog } from './portable-log.ts';
import type { UsedTokenDoc } from './used-tokens.ts';

/** A collection whose documents are records, in the order of their `_id`. */
const portableCollection = <Doc extends Stored & { readonly _id: string }, Each>(
  documents: Documents<Doc>,
  recordOf: (doc: Doc) => Each,
  docOf: (record: Each) => Doc,
): PortablePart<Each> => ({
  dump: async function* () {
    const after = (last: Doc | undefined) => ({ _id: { $gt: last?._id ?? '' } }) as unknown as Where<Doc>;
    const docs = inPages<Doc>(async (last, limit) => {
      const found: unknown = await documents.find(after(last), { sort: { _id: 1 } as never, limit });
      return found as Doc[];
    });
    for await (const page of docs) yield* page.map(recordOf);
  },
  load: (records) => insertNew(documents, records.map(docOf)),
});

type KeyRecord = PortableRecord<'signingKey'>;

const keyRecord = ({ _id, publicJwk, privateJwk, createdAt }: KeyDoc): KeyRecord => ({
  kid: _id,
  publicJwk: JSON.parse(publicJwk) as KeyRecord['publicJwk'],
  privateJwk: JSON.parse(privateJwk) as KeyRecord['privateJwk'],
  createdAt,
});

const keyDoc = ({ kid, publicJwk, privateJwk, createdAt }: KeyRecord): KeyDoc => ({
  ...{ _id: kid, publicJwk: JSON.stringify(publicJwk), privateJwk: JSON.stringify(privateJwk), createdAt },
});

const operatorRecord = ({ _id, passwordHash, oneTimeUntil, sessions }: OperatorDoc): PortableRecord<'operator'> => ({
  ...{ name: _id, passwordHash, oneTimeUntil },
  sessions: sessions.toSorted((a, b) => (a.tokenHash < b.tokenHash ? -1 : 1)),
});

const chatRecord = ({ _id, game, player, text, at }: ChatDoc): PortableRecord<'chat'> => ({
  ...{ id: _id, game, player, text, at },
});

const chatDoc = ({ id, game, player, text, at }: PortableRecord<'chat'>): ChatDoc => ({
  ...{ _id: id, game: gameId(game), player: playerId(player), text, at, order: newOrder() },
});

/** In the order of `at` and `order`, as it was said. */
const portableChat = (chat: Documents<ChatDoc>): PortablePart<PortableRecord<'chat'>> => ({
  dump: async function* () {
    const after = (last: ChatDoc | undefined): Where<ChatDoc> =>
      last ? { $or: [{ at: last.at, order: { $gt: last.order } }, { at: { $gt: last.at } }] } : {};
    const docs = inPages<ChatDoc>((last, limit) => chat.find(after(last), { sort: { at: 1, order: 1 }, limit }));
    for await (const page of docs) yield* page.map(chatRecord);
  },
  load: (records) => insertNew(chat, records.map(chatDoc)),
});

export const createMongoPortable = (db: Pick<MongoDatabase, 'documents'>): Portable => ({
  signingKey: portableCollection(db.documents<KeyDoc>('signing_keys'), keyRecord, keyDoc),
  operator: portableCollection(db.documents<OperatorDoc>('operators'), operatorRecord, ({ name, ...operator }) => ({
    _id: name,
    ...operator,
  })),
  account: portableAccounts(db),
  hiddenPlayer: portableCollection(
    db.documents<Stored & { readonly _id: string }>('rating_hidden'),
    ({ _id }) => ({ player: _id }),
    ({ player }) => ({ _id: player }),
  ),
  usedToken: portableCollection(
    db.documents<UsedTokenDoc>('used_tokens'),
    ({ _id, expiresAt }) => ({ jti: _id, expiresAt }),
    ({ jti, expiresAt }) => ({ _id: jti, expiresAt }),
  ),
  chat: portableChat(db.documents<ChatDoc>('chat')),
  life: portableCollection(
    db.documents<LifeDoc>('lives'),
    ({ _id, startedAt, lastBeat }) => ({ id: _id, startedAt, lastBeat }),
    ({ id, ...life }) => ({ _id: id, ...life }),
  ),
  gameHost: portableCollection(
    db.documents<HostDoc>('game_hosts'),
    ({ _id, life }) => ({ game: _id, life }),
    ({ game, life }) => ({ _id: game, life }),
  ),
  commit: portableLog(db),
});
