import type { Documents, Stored } from './documents.ts';

/** Adds all of them, in order; throws where a unique key is taken, with those before it added. */
export const insertNew = async <Doc extends Stored>(
  documents: Pick<Documents<Doc>, 'insertInOrder'>,
  docs: readonly Doc[],
): Promise<void> => {
  if (docs.length === 0) return;
  const added = await documents.insertInOrder(docs);
  if (added < docs.length) throw new Error(`${docs[added]!._id} is there already`);
};
