import { setTimeout as sleep } from 'node:timers/promises';
import type { GameEvent } from '../shared/game/events.ts';
import { defaultLadder } from '../shared/rating/team-elo.ts';
import { createPasswords } from './accounts/passwords.ts';
import { ConfigError, readConfig } from './config.ts';
import { StoreUnavailable } from './eventing/event-store.ts';
import type { Projection } from './eventing/projector.ts';
import { rebuild } from './eventing/projector-runner.ts';
import { LeaseTaken, underLease } from './eventing/under-lease.ts';
import { waitInRealTime } from './eventing/wait.ts';
import { createGamesProjection } from './games/games-projection.ts';
import { createRefereeProjection } from './games/referee-projection.ts';
import { stateFromLog } from './games/state-at.ts';
import { createStatisticsProjection } from './games/statistics.ts';
import { randomId } from './ids.ts';
import { createOperator, InvalidOperatorName } from './operator/create-operator.ts';
import { isServed } from './outages/is-served.ts';
import { createRatingsProjection } from './ratings/ratings-projection.ts';
import { moveRefusals, readInstallation, writeInstallation } from './storage/installation-file.ts';
import { NewerSchema } from './storage/newer-schema.ts';
import { openStores } from './storage/open-stores.ts';
import { DataInUse } from './storage/sqlite/folder-lock.ts';
import type { Stores } from './storage/stores.ts';

const usage = `usage: npm run octo -- COMMAND

  export FILE      write the whole installation as lines of JSON, with all its secrets
  import FILE      read such a file into an empty installation, whichever database holds it
  rebuild          recompute every read model (games list, statistics, ratings) from the log
  operator NAME    make an operator, or reset one, and print the password for the first login

The server must not be running on the same data (OCTO_MONGO_URL, else OCTO_DATA, default ./data).`;

const now = (): number => Date.now();

/** All read models; the rematch reactor is none: what it makes is in the log. */
const projectionsOf = (stores: Stores): readonly Projection<GameEvent>[] => {
  const stateAt = stateFromLog(stores.events);
  return [
    createGamesProjection(stores.games),
    createStatisticsProjection(stateAt, stores.statistics),
    createRatingsProjection({ stateAt, ratings: stores.ratings, settings: defaultLadder }),
    createRefereeProjection({ stateAt, checks: stores.dueChecks, now }),
  ];
};

/** A server that is started meanwhile waits for these, like for another node. */
const terms = ({ leases }: Stores) => ({ leases, holder: `octo-${randomId()}`, ttlMs: 6_000, now });

const rebuildAll = async (stores: Stores): Promise<string> => {
  const { events: store, checkpoints } = stores;
  const lease = terms(stores);
  for (const projection of projectionsOf(stores)) {
    await underLease(projection.name, lease, waitInRealTime, () => rebuild({ store, checkpoints, projection }));
    console.log(`rebuilt ${projection.name}`);
  }
  return `every read model is that of the log up to position ${await stores.events.head()}`;
};

const exportTo = async ({ portable }: Stores, file: string): Promise<string> => {
  await writeInstallation(portable, file);
  return `the installation is in ${file}; keep it as you would keep a key`;
};

const importFrom = async (stores: Stores, file: string): Promise<string> => {
  const records = await readInstallation(stores.portable, file);
  return `${records} records are there; ${await rebuildAll(stores)}`;
};

const makeOperator = async (stores: Stores, name: string): Promise<string> => {
  const { hash } = await createPasswords();
  const { password } = await createOperator({ store: stores.operators, hash, now })(name);
  return `operator ${name}, one-time password (good for a day, at /operator): ${password}`;
};

/** Commands that take one word. */
const withWord = { export: exportTo, import: importFrom, operator: makeOperator } as const;

const commandOf = ([command, ...args]: readonly string[]): ((stores: Stores) => Promise<string>) | undefined => {
  if (command === 'rebuild' && args.length === 0) return rebuildAll;
  const [word] = args;
  if (command === undefined || word === undefined || args.length > 1 || !Object.hasOwn(withWord, command))
    return undefined;
  return (stores) => withWord[command as keyof typeof withWord](stores, word);
};

/** The embedded database is locked by the server that has it; in MongoDB its beats tell of it. */
class ServerRuns extends Error {
  override readonly name = 'ServerRuns';
}

/** What the person at the keyboard can mend; anything else is a defect and keeps its stack. */
const isExpected = (error: unknown): error is Error =>
  [
    ConfigError,
    DataInUse,
    NewerSchema,
    StoreUnavailable,
    LeaseTaken,
    InvalidOperatorName,
    ServerRuns,
    ...moveRefusals,
  ].some((kind) => error instanceof kind);

const lookBackMs = 10 * 60_000;
/** A beat comes each second. */
const beatsMs = 3000;

const refuseWhileServed = async ({ lives }: Stores): Promise<void> => {
  if (await isServed(lives, now() - lookBackMs, () => sleep(beatsMs)))
    throw new ServerRuns('a server is running on the same data');
};

const main = async (args: readonly string[]): Promise<number> => {
  const command = commandOf(args);
  if (!command) {
    console.error(usage);
    return 2;
  }
  try {
    const { data, mongoUrl } = readConfig(process.env);
    await using stores = await openStores({ data, mongoUrl });
    if (mongoUrl !== undefined && args[0] !== 'operator') await refuseWhileServed(stores);
    console.log(await command(stores));
    return 0;
  } catch (error) {
    if (!isExpected(error)) throw error;
    console.error(error.message);
    return 1;
  }
};

process.exitCode = await main(process.argv.slice(2));
