import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../../server/eventing/event-store.ts';
import { type Index, openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { openMongoStores } from '../../../../server/storage/mongo/stores.ts';
import { NewerSchema } from '../../../../server/storage/newer-schema.ts';
import { serviceFor } from '../../../services.ts';
import { dropMongo, freshMongoUrl, openTemporaryMongo } from './temporary-mongo.ts';

const indexes: readonly Index[] = [
  { collection: 'things', keys: { name: 1 }, unique: true },
  { collection: 'things', keys: { mark: 1 }, sparse: true },
];

describe('opening MongoDB', function () {
  this.timeout(30_000);
  let url = '';
  before(function () {
    url = serviceFor(this, 'mongo');
  });

  it('[MG1] data of a newer release is refused and left as it is', async () => {
    const at = freshMongoUrl(url);
    await (await openMongoDatabase({ url: at, indexes, schema: 2 })).close();
    for (let tries = 0; tries < 2; tries++)
      await assert.rejects(openMongoDatabase({ url: at, indexes, schema: 1 }), NewerSchema);
    const db = await openMongoDatabase({ url: at, indexes, schema: 3 });
    await assert.rejects(openMongoDatabase({ url: at, indexes, schema: 2 }), NewerSchema);
    await db.drop();
    await db.close();
  });

  it('[MG1] several nodes may open an empty database at once, and again', async () => {
    const at = freshMongoUrl(url);
    for (let times = 0; times < 2; times++) {
      const nodes = await Promise.all(Array.from({ length: 4 }, () => openMongoStores(at)));
      await Promise.all(nodes.map((stores) => stores.check()));
      await Promise.all(nodes.map((stores) => stores[Symbol.asyncDispose]()));
    }
    await dropMongo(at);
  });

  it('[MG11] a reading gives all that it is to give, in order, however many they are', async () => {
    const db = await openTemporaryMongo(url, indexes);
    const things = db.documents<{ _id: number; name: string }>('things');
    const keys = Array.from({ length: 2_300 }, (_, at) => at);
    await things.insertEach(keys.map((_id) => ({ _id, name: `thing ${_id}` })));
    for (const limit of [1, 2, 100, 101, 102, 999, 1_000, 1_001, 1_002, 2_299, 2_300, 9_999, undefined]) {
      const many = limit === undefined ? {} : { limit };
      const found = await things.find({ _id: { $gte: 0 } }, { sort: { _id: -1 }, fields: ['_id'], ...many });
      const newest = keys.toReversed().slice(0, limit);
      assert.deepEqual(
        found.map(({ _id }) => _id),
        newest,
      );
    }
    await db.close();
  });

  it('[MG9] each write asks for the journals of a majority, each read for what a majority has, in commands every service knows', async () => {
    const commands: Readonly<Record<string, unknown>>[] = [];
    const at = freshMongoUrl(url);
    const db = await openMongoDatabase({ url: at, indexes, onCommand: (command) => commands.push(command) });
    const things = db.documents<{ _id: string; name: string; mark?: number }>('things');
    await things.insert({ _id: 'a', name: 'one' });
    await things.insertEach([{ _id: 'b', name: 'two' }]);
    await things.insertInOrder([{ _id: 'c', name: 'three' }]);
    await things.updateOne({ _id: 'a' }, { $set: { mark: 1 } });
    await things.updateMany({ mark: 1 }, { $unset: { mark: 1 } });
    await things.upsert({ _id: 'd' }, { $set: { name: 'four' } });
    await things.upsertEach([{ where: { _id: 'e' }, change: { $set: { name: 'five' } } }]);
    await things.findOneAndUpdate({ _id: 'a' }, { $set: { mark: 2 } }, 'after');
    await things.findOneAndDelete({ _id: 'b' });
    await things.deleteMany({ _id: 'c' });
    await things.insertEach(Array.from({ length: 1_100 }, (_, at) => ({ _id: `more ${at}`, name: `more ${at}` })));
    assert.equal((await things.find({})).length, 1_103);
    await things.findOne({});
    assert.equal(await things.count({}), 1_103);
    await db.drop();
    await db.close();
    const reads = ['find', 'aggregate'];
    const writes = ['insert', 'update', 'delete', 'findAndModify', 'createIndexes', 'dropDatabase'];
    for (const command of commands) {
      const [name] = Object.keys(command);
      if (['hello', 'endSessions', 'killCursors', 'getMore'].includes(name!)) continue;
      assert.ok([...reads, ...writes].includes(name!), name);
      if (reads.includes(name!)) assert.deepEqual({ ...(command.readConcern as object) }, { level: 'majority' }, name);
      else assert.deepEqual({ ...(command.writeConcern as object) }, { w: 'majority', j: true, wtimeout: 2500 }, name);
    }
    assert.ok(commands.length >= 16);
  });

  it('[MG1] an index keeps what it says', async () => {
    const db = await openTemporaryMongo(url, indexes);
    const things = db.documents<{ _id: string; name: string; mark?: number }>('things');
    assert.equal(await things.insert({ _id: 'a', name: 'one' }), true);
    assert.equal(await things.insert({ _id: 'b', name: 'one' }), false);
    assert.equal(await things.insert({ _id: 'b', name: 'two' }), true);
    await db.close();
  });

  it('[MG2] an address where nothing answers is StoreUnavailable within seconds, without its password', async () => {
    const begun = performance.now();
    await assert.rejects(
      openMongoDatabase({ url: 'mongodb://ann:secret@127.0.0.1:1/octo', indexes }),
      (error: Error) => {
        assert.ok(error instanceof StoreUnavailable);
        assert.doesNotMatch(`${error.stack} ${String(error.cause)}`, /secret/);
        return true;
      },
    );
    assert.ok(performance.now() - begun < 10_000);
  });

  it('[MG2] a URL that cannot be understood is not repeated', async () => {
    for (const wrong of ['mongodb://ann:se%%cret@h/x', 'mongodb://ann:secret@h/x?nonsense=1'])
      await assert.rejects(openMongoDatabase({ url: wrong, indexes }), {
        name: 'Error',
        message: 'the URL of MongoDB cannot be understood',
      });
  });
});
