import { playerId } from '../../../shared/kernel/ids.ts';
import { inPages } from '../in-pages.ts';
import type { PortablePart, PortableRecord } from '../portable.ts';
import { type AccountDoc, accountOf, docOf, ownSession, ownSessionId } from './account-documents.ts';
import { placeOf } from './bots.ts';
import { insertNew } from './insert-new.ts';
import type { MongoDatabase } from './open-database.ts';
import { markOf } from './sessions.ts';

type AccountRecord = PortableRecord<'account'>;

const byText =
  <Each>(textOf: (each: Each) => string) =>
  (a: Each, b: Each): number =>
    textOf(a) < textOf(b) ? -1 : 1;

const recordOf = (doc: AccountDoc): AccountRecord => {
  const { deleted, ...account } = accountOf(doc);
  const sessions = doc.sessions.filter(({ id }) => id !== ownSessionId(doc._id));
  return {
    ...account,
    deletedAt: doc.deletedAt,
    sessions: sessions.map(({ mark, ...session }) => session).toSorted(byText(({ id }) => id)),
    oneTimeTokens: [...doc.tokens].toSorted(byText(({ hash }) => hash)),
  };
};

const documentOf = ({ sessions, oneTimeTokens, deletedAt, ...account }: AccountRecord): AccountDoc => {
  const id = playerId(account.id);
  const owner = account.owner === null ? null : playerId(account.owner);
  const parts = sessions.map((session) => ({ ...session, mark: markOf(session.id, session.generation) }));
  return {
    ...docOf({ ...account, id, owner, deleted: deletedAt !== null }),
    deletedAt,
    sessions: [ownSession(id), ...parts],
    tokens: oneTimeTokens,
  };
};

export const portableAccounts = (db: Pick<MongoDatabase, 'documents'>): PortablePart<AccountRecord> => {
  const accounts = db.documents<AccountDoc>('accounts');
  /** Bots of an owner take its places one after the other. */
  const placed = async (doc: AccountDoc): Promise<AccountDoc> => {
    if (doc.owner === null || doc.deletedAt !== null) return doc;
    const others = await accounts.find({ owner: doc.owner, deletedAt: null }, { fields: ['place'] });
    const taken = new Set(others.map(({ place }) => place));
    const free = Array.from({ length: others.length + 1 }, (_, at) => placeOf(doc.owner!, at));
    return { ...doc, place: free.find((place) => !taken.has(place))! };
  };
  return {
    dump: async function* () {
      const docs = inPages<AccountDoc>((last, limit) =>
        accounts.find({ _id: { $gt: last?._id ?? playerId('') } }, { sort: { _id: 1 }, limit }),
      );
      for await (const page of docs) yield* page.map(recordOf);
    },
    load: async (records) => {
      const docs = records.map(documentOf);
      await insertNew(
        accounts,
        docs.filter(({ owner }) => owner === null),
      );
      for (const bot of docs.filter(({ owner }) => owner !== null)) await insertNew(accounts, [await placed(bot)]);
    },
  };
};
