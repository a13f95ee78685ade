import { mongo } from 'mongoose';
import { withPatience } from './unavailable.ts';

/** Every document has a key that its repository chose. */
export interface Stored {
  readonly _id: string | number;
}

export type Where<Doc extends Stored> = mongo.Filter<Doc>;
export type Change<Doc extends Stored> = Pick<
  mongo.UpdateFilter<Doc>,
  '$set' | '$unset' | '$inc' | '$max' | '$min' | '$setOnInsert' | '$push' | '$pull' | '$addToSet'
>;

interface Reading<Doc extends Stored, Field extends keyof Doc> {
  readonly sort?: Readonly<Partial<Record<keyof Doc, 1 | -1>>>;
  readonly limit?: number;
  /** Only these and `_id` are read. */
  readonly fields?: readonly Field[];
}

/**
 * One collection, in the subset that MongoDB, DocumentDB and Cosmos DB share: each call writes single documents
 * atomically, and several documents one by one. Every call resolves once what it wrote is durable on a majority, and
 * rejects with StoreUnavailable when that is not known. Reads see what a majority has, so nothing that was read can be undone.
 * `undefined` in a document or filter would become null: leave the field out.
 */
export interface Documents<Doc extends Stored> {
  find<Field extends keyof Doc = keyof Doc>(
    where: Where<Doc>,
    reading?: Reading<Doc, Field>,
  ): Promise<Pick<Doc, Field | '_id'>[]>;
  findOne<Field extends keyof Doc = keyof Doc>(
    where: Where<Doc>,
    reading?: Omit<Reading<Doc, Field>, 'limit'>,
  ): Promise<Pick<Doc, Field | '_id'> | undefined>;
  count(where: Where<Doc>): Promise<number>;
  /** False when `_id` or another unique key is taken; nothing was written then. */
  insert(doc: Doc): Promise<boolean>;
  /** At least one, each on its own, in any order; gives the indexes of those whose unique key was taken. */
  insertEach(docs: readonly Doc[]): Promise<ReadonlySet<number>>;
  /** At least one, one after the other up to the first whose unique key is taken; gives how many were written. */
  insertInOrder(docs: readonly Doc[]): Promise<number>;
  /** False when no document matched. */
  updateOne(where: Where<Doc>, change: Change<Doc>): Promise<boolean>;
  /** The same for a change that wants a unique key; `taken` when another document has it, and nothing was written. */
  updateUnlessTaken(where: Where<Doc>, change: Change<Doc>): Promise<'updated' | 'absent' | 'taken'>;
  /** Gives how many matched. */
  updateMany(where: Where<Doc>, change: Change<Doc>): Promise<number>;
  /**
   * Changes the document that matches, or makes it. `where` names `_id` and may add conditions: false when the document is
   * there and they do not hold.
   */
  upsert(where: Where<Doc>, change: Change<Doc>): Promise<boolean>;
  /** Many upserts, each on its own, in any order. */
  upsertEach(upserts: readonly { readonly where: Where<Doc>; readonly change: Change<Doc> }[]): Promise<void>;
  /** Changes one document and gives what it was, or what it is now. */
  findOneAndUpdate(where: Where<Doc>, change: Change<Doc>, give: 'before' | 'after'): Promise<Doc | undefined>;
  /** Removes one document and gives what it was. */
  findOneAndDelete(where: Where<Doc>): Promise<Doc | undefined>;
  /** Gives how many there were. */
  deleteMany(where: Where<Doc>): Promise<number>;
}

const duplicateKey = 11000;

const isTaken = (error: unknown): boolean => (error as { code?: unknown }).code === duplicateKey;

/** Undefined where a unique key was taken. */
const unlessTaken = async <Result>(work: Promise<Result>): Promise<Result | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
};

interface WriteFailure {
  readonly index: number;
  readonly code: number;
}

/** Of a write of many: which were taken; anything else that went wrong is thrown as `errorOf` has it. */
const takenOf = (
  failures: readonly WriteFailure[],
  errorOf: (failure: WriteFailure) => unknown,
): readonly WriteFailure[] => {
  const failure = failures.find(({ code }) => code !== duplicateKey);
  if (failure) throw errorOf(failure);
  return failures;
};

const swallowTaken = (error: unknown): void => {
  const { writeErrors, result } = error as mongo.MongoBulkWriteError;
  if (writeErrors === undefined || result.getWriteConcernError()) throw error;
  takenOf([writeErrors].flat(), () => error);
};

/** How a `find` is spelt. */
const readingOf = ({ sort, limit, fields }: Reading<Stored, never>) => ({
  ...(sort && { sort }),
  ...(limit !== undefined && { limit }),
  ...(fields && { projection: Object.fromEntries(fields.map((field) => [field, 1])) }),
});

/** Documents that fit into one answer, unless they are long. */
const atOnce = 1_000;

/**
 * Through the command itself: the driver's cursor costs twice the time of this process for the same message. What does not fit into
 * one answer is read anew by a cursor, since an answer cannot be gone on with but in its own session.
 */
const findCommand =
  <Doc extends Stored>(dbNow: () => mongo.Db, collection: string) =>
  async (filter: Where<Doc>, reading: Reading<Stored, never>): Promise<Doc[]> => {
    const db = dbNow();
    const { limit = atOnce } = reading;
    // With a batch as large as the limit a server keeps the cursor open.
    const batch = limit === 1 ? { singleBatch: true } : { batchSize: Math.min(limit, atOnce) + 1 };
    const concern = db.readConcern && { readConcern: db.readConcern.toJSON() };
    const how = readingOf(reading);
    const { cursor } = await db.command({ find: collection, filter, ...how, ...batch, ...concern });
    if (Number(cursor.id) === 0) return cursor.firstBatch as Doc[];
    const id = mongo.Long.fromString(String(cursor.id));
    // Where that fails the server forgets it in time.
    await db.command({ killCursors: collection, cursors: [id] }).catch(() => undefined);
    const found: unknown = await db
      .collection<Doc>(collection)
      .find(filter, how as mongo.FindOptions)
      .toArray();
    return found as Doc[];
  };

// The driver's types of a document to write are conditional on `_id` and do not resolve for a type parameter.
type Writable<Doc extends Stored> = mongo.OptionalUnlessRequiredId<Doc>;

type ReadingOperations<Doc extends Stored> = Pick<Documents<Doc>, 'find' | 'findOne' | 'count'>;

const readingOperations = <Doc extends Stored>(
  findAll: ReturnType<typeof findCommand<Doc>>,
  collection: () => mongo.Collection<Doc>,
): ReadingOperations<Doc> => {
  const find: Documents<Doc>['find'] = (where, reading = {}) =>
    withPatience(() => findAll(where, reading as Reading<Stored, never>));
  return {
    find,
    findOne: async (where, reading) => (await find(where, { ...reading, limit: 1 }))[0],
    count: (where) => withPatience(() => collection().countDocuments(where)),
  };
};

/**
 * Through the command itself: the driver's `insertMany` costs twice the time of this process for the same message, and the
 * log's appends are most of what a busy node does.
 */
const insertCommand =
  (dbNow: () => mongo.Db, collection: string) =>
  async (documents: readonly Stored[], ordered: boolean): Promise<readonly WriteFailure[]> => {
    const db = dbNow();
    // As a server spells it; the driver's own object has its own names beside these, which a server refuses.
    const { w, wtimeout, j } = db.writeConcern ?? {};
    const writeConcern = { w, wtimeout, j };
    const answer = await db.command({ insert: collection, documents, ordered, writeConcern });
    if (answer.writeConcernError)
      throw new mongo.MongoWriteConcernError(answer as ConstructorParameters<typeof mongo.MongoWriteConcernError>[0]);
    const failures = (answer.writeErrors ?? []) as WriteFailure[];
    return takenOf(failures, (failure) => new mongo.MongoServerError({ ...failure }));
  };

const insertingOperations = <Doc extends Stored>(
  insertMany: ReturnType<typeof insertCommand>,
  collection: () => mongo.Collection<Doc>,
) => {
  return {
    insert: (doc: Doc) =>
      withPatience(async () => (await unlessTaken(collection().insertOne(doc as Writable<Doc>))) !== undefined),
    insertEach: (docs: readonly Doc[]) =>
      withPatience(async () => new Set((await insertMany(docs, false)).map(({ index }) => index))),
    insertInOrder: (docs: readonly Doc[]) =>
      withPatience(async () => (await insertMany(docs, true))[0]?.index ?? docs.length),
  };
};

const updatingOperations = <Doc extends Stored>(collection: () => mongo.Collection<Doc>) => {
  const updateOf = (change: Change<Doc>) => change as mongo.UpdateFilter<Doc>;
  return {
    updateOne: (where: Where<Doc>, change: Change<Doc>) =>
      withPatience(async () => (await collection().updateOne(where, updateOf(change))).matchedCount === 1),
    updateUnlessTaken: (where: Where<Doc>, change: Change<Doc>) =>
      withPatience(async () => {
        const done = await unlessTaken(collection().updateOne(where, updateOf(change)));
        if (done === undefined) return 'taken';
        return done.matchedCount === 1 ? 'updated' : 'absent';
      }),
    updateMany: (where: Where<Doc>, change: Change<Doc>) =>
      withPatience(async () => (await collection().updateMany(where, updateOf(change))).matchedCount),
    upsert: (where: Where<Doc>, change: Change<Doc>) =>
      withPatience(
        async () =>
          (await unlessTaken(collection().updateOne(where, updateOf(change), { upsert: true }))) !== undefined,
      ),
    upsertEach: (upserts: readonly { readonly where: Where<Doc>; readonly change: Change<Doc> }[]) =>
      withPatience(async () => {
        if (upserts.length === 0) return;
        const operations = upserts.map(({ where, change }) => ({
          updateOne: { filter: where, update: updateOf(change), upsert: true },
        }));
        await collection().bulkWrite(operations, { ordered: false }).catch(swallowTaken);
      }),
    findOneAndUpdate: (where: Where<Doc>, change: Change<Doc>, give: 'before' | 'after') =>
      withPatience(async () => {
        const found = await collection().findOneAndUpdate(where, updateOf(change), { returnDocument: give });
        return (found as Doc | null) ?? undefined;
      }),
    findOneAndDelete: (where: Where<Doc>) =>
      withPatience(async () => ((await collection().findOneAndDelete(where)) as Doc | null) ?? undefined),
    deleteMany: (where: Where<Doc>) => withPatience(async () => (await collection().deleteMany(where)).deletedCount),
  };
};

/** `db` is asked for with each operation: another one may have taken over. */
export const documentsOf = <Doc extends Stored>(db: () => mongo.Db, name: string): Documents<Doc> => {
  const collection = () => db().collection<Doc>(name);
  return {
    ...readingOperations(findCommand<Doc>(db, name), collection),
    ...insertingOperations(insertCommand(db, name), collection),
    ...updatingOperations(collection),
  };
};
