import assert from 'node:assert/strict';
import { newAccount } from '../../../../server/accounts/account.ts';
import { accountIndexes } from '../../../../server/storage/mongo/account-documents.ts';
import { createMongoAccounts } from '../../../../server/storage/mongo/accounts.ts';
import { chatIndexes, createMongoChat } from '../../../../server/storage/mongo/chat.ts';
import type { Documents, Stored } from '../../../../server/storage/mongo/documents.ts';
import { createMongoDueChecks, dueCheckIndexes } from '../../../../server/storage/mongo/due-checks.ts';
import { createMongoGames, gameIndexes } from '../../../../server/storage/mongo/games.ts';
import { createMongoOneTimeTokens } from '../../../../server/storage/mongo/one-time-tokens.ts';
import type { Index, MongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { createMongoOperators, operatorIndexes } from '../../../../server/storage/mongo/operators.ts';
import { createMongoRatings, ratingIndexes } from '../../../../server/storage/mongo/ratings.ts';
import { createMongoSessions } from '../../../../server/storage/mongo/sessions.ts';
import { createMongoStatistics, statisticsIndexes } from '../../../../server/storage/mongo/statistics.ts';
import { createMongoUsedTokens, usedTokenIndexes } from '../../../../server/storage/mongo/used-tokens.ts';
import { gameId, playerId } from '../../../../shared/kernel/ids.ts';
import { sessionFor } from '../../../contract/session-store.ts';
import { serviceFor } from '../../../services.ts';
import { openTemporaryMongo } from './temporary-mongo.ts';

const indexes: readonly Index[] = [
  ...[accountIndexes, chatIndexes, dueCheckIndexes, gameIndexes, operatorIndexes, ratingIndexes],
  ...[statisticsIndexes, usedTokenIndexes],
].flat();

interface Query {
  readonly collection: string;
  readonly where: Readonly<Record<string, unknown>>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
}

/** The same database, which tells what is looked for. */
const watched = (db: MongoDatabase, tell: (query: Query) => void): Pick<MongoDatabase, 'documents'> => ({
  documents: <Doc extends Stored>(collection: string): Documents<Doc> => {
    const looking = new Set(['find', 'findOne', 'count', 'updateOne', 'updateUnlessTaken', 'updateMany', 'deleteMany']);
    return new Proxy(db.documents<Doc>(collection), {
      get: (real, name: keyof Documents<Doc>) => {
        if (!looking.has(name)) return real[name];
        return (where: Query['where'], second: Partial<Query> = {}) => {
          tell({ collection, where, sort: second.sort ?? {} });
          return Reflect.apply(real[name], real, [where, second]) as unknown;
        };
      },
    });
  },
});

/** What is pinned to values, among them members of arrays; and all else that is asked. */
const askedOf = (where: Query['where']) => {
  const [pinned, bounded] = [new Set<string>(), new Set<string>()];
  for (const [field, value] of Object.entries(where)) {
    const operators = value !== null && typeof value === 'object' ? Object.keys(value) : ['$in'];
    if (operators.includes('$elemMatch')) pinned.add(`${field}.hash`);
    else (operators.includes('$in') ? pinned : bounded).add(field);
  }
  return { pinned, bounded };
};

/** Read for every candidate beside what an index named: few candidates, or a field that only confirms. */
const confirmed = new Set(['besides', 'sessions.1', 'sessions.mark', 'deletedAt', 'verifiedEmail', 'hidden']);
/** Collections of a few documents. */
const tiny = new Set(['ladders', 'signing_keys']);

/** An index serves where it begins with what is pinned and goes on in the order asked for, and nothing else is asked. */
const serves = ({ keys, unique }: Index, { where, sort }: Query): boolean => {
  const { pinned, bounded } = askedOf(where);
  const fields = Object.keys(keys);
  if (unique && pinned.has(fields[0]!)) return true;
  const afterPinned = fields.findIndex((field) => !pinned.has(field));
  const rest = afterPinned < 0 ? [] : fields.slice(afterPinned);
  const order = Object.entries(sort).filter(([field]) => !pinned.has(field));
  const turned = order.length > 0 && order[0]![1] !== keys[order[0]![0]];
  const inOrder = order.every(([field, way], at) => rest[at] === field && (keys[field] === way) !== turned);
  const left = [...pinned, ...bounded].filter((field) => !fields.includes(field) && !confirmed.has(field));
  const begun = afterPinned !== 0 || bounded.has(fields[0]!);
  return begun && inOrder && left.length === 0;
};

const isServed = (query: Query, by: readonly Index[]): boolean => {
  if (tiny.has(query.collection) || Object.keys(query.where).length === 0) return true;
  const { $or, ...rest } = query.where;
  if ($or) return ($or as Query['where'][]).every((each) => isServed({ ...query, where: { ...rest, ...each } }, by));
  return '_id' in query.where || by.some((index) => index.collection === query.collection && serves(index, query));
};

type Watched = Pick<MongoDatabase, 'documents'>;
const ann = playerId('ann');

const askIdentity = async (seen: Watched): Promise<void> => {
  const accounts = createMongoAccounts(seen);
  await accounts.add(newAccount({ id: ann, standing: 'account', displayName: 'Ann', createdAt: 1, username: 'ann' }));
  await Promise.all([accounts.findByUsername('a'), accounts.findByEmail('a'), accounts.findByApiKey('a')]);
  await accounts.addBot(
    { ...newAccount({ id: playerId('b'), standing: 'bot', displayName: 'B', createdAt: 1 }), owner: ann },
    5,
  );
  await Promise.all([accounts.findMany([ann]), accounts.botsOf(ann), accounts.verifyEmail('t', 1)]);
  await accounts.resetPassword('t', 'h', 1);
  await accounts.sweepGuests(1);
  await accounts.remove(ann, 1);

  const sessions = createMongoSessions(seen);
  await sessions.add(sessionFor(ann), '', 5);
  await Promise.all([sessions.find('s'), sessions.list(ann), sessions.rotate('s', 1, 1, 1), sessions.remove('s')]);
  await Promise.all([sessions.sweep(1), createMongoOneTimeTokens(seen).sweep(1), createMongoUsedTokens(seen).sweep(1)]);

  const operators = createMongoOperators(seen);
  await Promise.all([operators.findSession('t'), operators.closeSession('t'), operators.sweep(1)]);
};

const askReadModels = async (seen: Watched): Promise<void> => {
  const place = { player: ann, rating: 800 };
  const games = createMongoGames(seen);
  await games.countAwaiting(ann);
  for (const player of [undefined, ann])
    for (const status of [undefined, 'playing' as const])
      for (const variant of [undefined, 'xo' as const])
        for (const viewer of [null, ann, playerId('bob')]) await games.list({ player, status, variant, viewer }, 9, 5);

  await games.list({ player: ann, opponent: playerId('bob'), viewer: ann }, 9, 5);

  await createMongoDueChecks(seen).due(1, 5);
  await createMongoStatistics(seen).of(ann);
  const chat = createMongoChat(seen);
  await Promise.all([chat.recentChat(gameId('g'), 5), chat.deleteBefore(1)]);

  const ratings = createMongoRatings(seen);
  await Promise.all([ratings.ofPlayer(ann), ratings.history(ann, 'xo', 9, 5), ratings.countPlayers()]);
  await Promise.all([null, place].map((from) => ratings.below('xo', from, 5)));
  await Promise.all([ratings.above('xo', place, 5), ratings.countAbove('xo', 800), ratings.hide(ann)]);
};

describe('the queries of the repositories in MongoDB', () => {
  let db: MongoDatabase;
  before(async function () {
    db = await openTemporaryMongo(serviceFor(this, 'mongo'), indexes);
  });
  after(() => db?.close());

  it('[PG11] every one is served by an index, in its order', async () => {
    const queries: Query[] = [];
    const seen = watched(db, (query) => queries.push(query));
    await askIdentity(seen);
    await askReadModels(seen);
    const unserved = (by: readonly Index[]) => queries.filter((query) => !isServed(query, by));
    assert.deepEqual(unserved(indexes), []);
    const useless = indexes
      .filter(({ unique }) => !unique)
      .filter((index) => unserved(indexes.toSpliced(indexes.indexOf(index), 1)).length === 0);
    assert.deepEqual(useless, [], 'each index serves something that no other does');
  });
});
