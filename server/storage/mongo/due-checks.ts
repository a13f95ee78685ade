import type { GameId } from '../../../shared/kernel/ids.ts';
import type { DueCheck, DueChecks } from '../../games/due-checks.ts';
import type { Stored } from './documents.ts';
import type { Index, MongoDatabase } from './open-database.ts';

interface DueCheckDoc extends Stored {
  readonly _id: GameId;
  readonly checkAt: number;
}

export const dueCheckIndexes: readonly Index[] = [{ collection: 'due_checks', keys: { checkAt: 1 } }];

type Set = DueCheck & { readonly checkAt: number };

export const createMongoDueChecks = (db: Pick<MongoDatabase, 'documents'>): DueChecks => {
  const checks = db.documents<DueCheckDoc>('due_checks');
  return {
    set: async (all) => {
      const latest = [...new Map(all.map((check) => [check.game, check])).values()];
      const over = latest.filter(({ checkAt }) => checkAt === null).map(({ game }) => game);
      const due = latest.filter((check): check is Set => check.checkAt !== null);
      await checks.upsertEach(
        due.map(({ game, checkAt }) => ({ where: { _id: game }, change: { $set: { checkAt } } })),
      );
      if (over.length > 0) await checks.deleteMany({ _id: { $in: over } });
    },
    due: async (at, limit) =>
      (await checks.find({ checkAt: { $lte: at } }, { sort: { checkAt: 1 }, limit })).map(({ _id }) => _id),
    clear: async () => {
      await checks.deleteMany({});
    },
  };
};
