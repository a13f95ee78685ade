import type { Documents, Stored } from '../../../../server/storage/mongo/documents.ts';
import type { MongoDatabase } from '../../../../server/storage/mongo/open-database.ts';

/** Called before each operation with its collection, its name and the real thing. What it gives is the answer. */
export type Watch = (
  collection: string,
  operation: string,
  work: () => Promise<unknown>,
  args: readonly unknown[],
) => Promise<unknown>;

/** The same database, each of its operations in the hands of `watch`. */
export const watched = (db: Pick<MongoDatabase, 'documents'>, watch: Watch): Pick<MongoDatabase, 'documents'> => ({
  documents: <Doc extends Stored>(name: string) => {
    const real = Object.entries(db.documents<Doc>(name)) as [string, (...args: unknown[]) => Promise<unknown>][];
    const wrapped = real.map(([operation, run]) => [
      operation,
      (...args: unknown[]) => watch(name, operation, () => run(...args), args),
    ]);
    return Object.fromEntries(wrapped) as Documents<Doc>;
  },
});
