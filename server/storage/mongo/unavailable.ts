import { mongo } from 'mongoose';
import { StoreUnavailable } from '../../eventing/event-store.ts';

/** No operation takes longer than this; then it is refused as StoreUnavailable, and whether it happened is not known. */
const patienceMs = 3000;

/**
 * Answers of a server that could not do it now but may soon: it is no primary, is shutting down, ran out of time, could
 * not reach a majority, or has too much to do (error_codes.yml of MongoDB; 16500 is Cosmos DB's).
 */
const passing = new Set([
  ...[6, 7, 50, 64, 84, 89, 91, 100, 112, 133, 134, 136, 189, 202, 262, 317, 462, 9001],
  ...[10058, 10107, 11600, 11602, 13435, 13436, 16500],
]);

const passingLabels = ['RetryableWriteError', 'ResetPool', 'SystemOverloadedError'];

/** By name, since the driver does not export the classes of its pool, and mongoose has one of its own. */
const passingNames = new Set(['MongoWaitQueueTimeoutError', 'MongoPoolClosedError', 'MongooseServerSelectionError']);
const passingKinds = [
  mongo.MongoNetworkError,
  mongo.MongoSystemError,
  mongo.MongoWriteConcernError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoServerClosedError,
  mongo.MongoClientClosedError,
  mongo.MongoUnexpectedServerResponseError,
  mongo.MongoStalePrimaryError,
];

const isPassing = (error: unknown): error is Error => {
  if (!(error instanceof Error)) return false;
  if (passingNames.has(error.name) || passingKinds.some((kind) => error instanceof kind)) return true;
  if (!(error instanceof mongo.MongoServerError)) return false;
  return passing.has(Number(error.code)) || passingLabels.some((label) => error.hasErrorLabel(label));
};

/** The one place that tells a database that does not answer from a mistake; the first becomes StoreUnavailable. */
export const judged = (error: unknown): unknown =>
  isPassing(error) ? new StoreUnavailable(`MongoDB: ${error.message}`) : error;

/** Does the work within the time there is, its failure judged. */
export const withPatience = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new StoreUnavailable('MongoDB does not answer')), patienceMs);
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw judged(error);
  } finally {
    clearTimeout(timer);
  }
};
