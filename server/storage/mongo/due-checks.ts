import type { GameId } from '../../../shared/kernel/ids.ts';
import type { DueCheck, DueChecks } from '../../games/due-checks.ts';
import type { Stored } from './documents.ts';
import type { Index, MongoDatabase } from './open-database.ts';

interface DueCheckDoc extends Stored {
  readonly _id: GameId;
  readonly checkAt: number;
}

export const dueCheckIndexes: readonly Index[] = [{ collection: 'due_checks', keys: { checkAt: 1 } }];

export const createMongoDueChecks = (db: Pick<MongoDatabase, 'documents'>): DueChecks => {
  const checks = db.documents<DueCheckDoc>('due_checks');
  return {
    bringForward: async (all) => {
      const latest = [...new Map(all.map((check) => [check.game, check])).values()];
      const over = latest.filter(({ checkAt }) => checkAt === null).map(({ game }) => game);
      const due = latest.filter((check): check is DueCheck => check.checkAt !== null);
      await checks.upsertEach(
        due.map(({ game, checkAt }) => ({ where: { _id: game }, change: { $min: { checkAt } } })),
      );
      if (over.length > 0) await checks.deleteMany({ _id: { $in: over } });
    },
    made: async ({ game, checkAt }, next) => {
      const same = { _id: game, checkAt };
      await (next === null ? checks.deleteMany(same) : checks.updateOne(same, { $set: { checkAt: next } }));
    },
    due: async (at, limit) => {
      const found = await checks.find({ checkAt: { $lte: at } }, { sort: { checkAt: 1 }, limit });
      return found.map(({ _id, checkAt }) => ({ game: _id, checkAt }));
    },
    clear: async () => {
      await checks.deleteMany({});
    },
  };
};
