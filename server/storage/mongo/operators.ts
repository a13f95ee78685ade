import type { Operator, OperatorSession, OperatorStore } from '../../operator/operator-store.ts';
import type { Stored } from './documents.ts';
import type { Index, MongoDatabase } from './open-database.ts';

interface SessionPart extends Omit<OperatorSession, 'operator'> {
  readonly tokenHash: string;
}

/** `_id` is the name. The sessions are in the document, so that a new password ends them in the same write. */
export interface OperatorDoc extends Stored, Omit<Operator, 'name'> {
  readonly _id: string;
  readonly sessions: readonly SessionPart[];
}

export const operatorIndexes: readonly Index[] = [
  { collection: 'operators', keys: { 'sessions.tokenHash': 1 } },
  { collection: 'operators', keys: { 'sessions.expiresAt': 1 } },
];

export const createMongoOperators = (db: Pick<MongoDatabase, 'documents'>): OperatorStore => {
  const operators = db.documents<OperatorDoc>('operators');
  return {
    reset: async (name, passwordHash, oneTimeUntil) => {
      const change = { $set: { passwordHash, oneTimeUntil, sessions: [] } };
      // Of two that make it at once, the second finds it made.
      if (!(await operators.upsert({ _id: name }, change))) await operators.updateOne({ _id: name }, change);
    },
    find: async (name) => {
      const found = await operators.findOne({ _id: name });
      return found && { name: found._id, passwordHash: found.passwordHash, oneTimeUntil: found.oneTimeUntil };
    },
    useOneTime: (name, passwordHash) =>
      operators.updateOne(
        { _id: name, passwordHash, oneTimeUntil: { $gte: 0 } },
        { $set: { passwordHash: null, oneTimeUntil: null } },
      ),
    choose: async (name, passwordHash) => {
      await operators.updateOne({ _id: name }, { $set: { passwordHash, oneTimeUntil: null, sessions: [] } });
    },
    openSession: async (tokenHash, { operator, choosing, expiresAt }) => {
      const there = await operators.updateOne(
        { _id: operator },
        { $push: { sessions: { tokenHash, choosing, expiresAt } } },
      );
      if (!there) throw new Error(`no operator ${operator}`);
    },
    findSession: async (tokenHash) => {
      const found = await operators.findOne({ 'sessions.tokenHash': tokenHash });
      const session = found?.sessions.find((each) => each.tokenHash === tokenHash);
      return found && session && { operator: found._id, choosing: session.choosing, expiresAt: session.expiresAt };
    },
    closeSession: async (tokenHash) => {
      await operators.updateOne({ 'sessions.tokenHash': tokenHash }, { $pull: { sessions: { tokenHash } } });
    },
    sweep: async (now) => {
      const ended = { expiresAt: { $lte: now } };
      await operators.updateMany({ 'sessions.expiresAt': { $lte: now } }, { $pull: { sessions: ended } });
    },
  };
};
