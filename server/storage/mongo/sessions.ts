import type { PlayerId } from '../../../shared/kernel/ids.ts';
import type { Session, SessionStore } from '../../tokens/session-store.ts';
import { type AccountDoc, nobodys, ownSessionId, type SessionPart } from './account-documents.ts';
import type { Where } from './documents.ts';
import { expireParts } from './expire-parts.ts';
import type { MongoDatabase } from './open-database.ts';

export const markOf = (id: string, generation: number): string => `${id} ${generation}`;

const sessionOf = (player: PlayerId, { mark, ...part }: SessionPart): Session => ({ ...part, player });

/** One's session of this id; the account's own is none. */
export const sessionIn = ({ _id, sessions }: Pick<AccountDoc, '_id' | 'sessions'>, id: string): Session | undefined => {
  const part = id === ownSessionId(_id) ? undefined : sessions.find((each) => each.id === id);
  return part && sessionOf(_id, part);
};

/** Newest use first. */
const newestFirst = { rotatedAt: -1, createdAt: -1, id: -1 } as const;
const byUse = (a: Session, b: Session): number =>
  b.rotatedAt - a.rotatedAt || b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);

/** The condition makes a login lose that was begun with a password which is not the account's any more. */
const withCredential = (player: PlayerId, credential: string): Where<AccountDoc> =>
  credential === ''
    ? { _id: player, deletedAt: null, passwordHash: null, apiKey: nobodys(player) }
    : { _id: player, deletedAt: null, $or: [{ passwordHash: credential }, { passwordHash: null, apiKey: credential }] };

/** Sessions lie in their account's document, which ends them with the credential that they came from. */
export const createMongoSessions = (db: Pick<MongoDatabase, 'documents'>): SessionStore => {
  const accounts = db.documents<AccountDoc>('accounts');
  return {
    add: ({ player, ...part }, credential, most) => {
      const added = { ...part, mark: markOf(part.id, part.generation) };
      // The account's own session is the first, and not of the number.
      const kept = { $each: [added], $sort: newestFirst, $slice: most + 1 };
      return accounts.updateOne(withCredential(player, credential), { $push: { sessions: kept } });
    },
    find: async (id) => {
      const found = await accounts.findOne({ 'sessions.id': id }, { fields: ['sessions'] });
      return found && sessionIn(found, id);
    },
    list: async (player) => {
      const found = await accounts.findOne({ _id: player }, { fields: ['sessions'] });
      const parts = (found?.sessions ?? []).filter(({ id }) => id !== ownSessionId(player));
      return parts.map((part) => sessionOf(player, part)).toSorted(byUse);
    },
    rotate: (id, generation, at, expiresAt) => {
      const moved = { mark: markOf(id, generation), generation, rotatedAt: at, expiresAt };
      const set = Object.fromEntries(Object.entries(moved).map(([field, value]) => [`sessions.$.${field}`, value]));
      // Both name the same element, the first by a unique key.
      return accounts.updateOne(
        { 'sessions.id': id, 'sessions.mark': markOf(id, generation - 1) },
        { $set: set as Partial<AccountDoc> },
      );
    },
    remove: (id) => accounts.updateOne({ 'sessions.id': id }, { $pull: { sessions: { id } } }),
    sweep: (now) => expireParts(accounts, 'sessions', now),
  };
};
