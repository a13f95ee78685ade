import { StoreUnavailable } from '../../eventing/event-store.ts';

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Calls back once this turn of the event loop is over, or after a moment for company. */
type Defer = (run: () => void, forCompany: boolean) => void;

/** As long as a wait for company pays: far less than a player can notice. */
const gatherMs = 1;
const deferInRealTime: Defer = (run, forCompany) => void (forCompany ? setTimeout(run, gatherMs) : setImmediate(run));

/** One message holds so many at most, whatever has gathered; MongoDB takes 48 MB. */
const mostTogether = 500;
/** So many wait at most; beyond it, waiting longer would only hide that the database is too slow. */
const mostWaiting = 50_000;

interface Options {
  readonly limit?: number;
  readonly defer?: Defer;
}

/**
 * What is asked for while a message is under way goes out together in the next one: most of what an operation costs this process is
 * the message, not what is in it. `work` gives the outcome of each item, in order. A message that is not answered takes along what has
 * gathered behind it, so that nobody waits for one time-out after another.
 */
export const createGrouped = <Item, Outcome>(
  work: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  { limit = mostWaiting, defer = deferInRealTime }: Options = {},
): ((item: Item) => Promise<Outcome>) => {
  const gathered: Waiting<Item, Outcome>[] = [];
  let busy = false;
  let shared = false;

  const refuse = (error: unknown, inFlight: readonly Waiting<Item, Outcome>[]): void => {
    const behind = error instanceof StoreUnavailable ? gathered.splice(0) : [];
    for (const { reject } of [...inFlight, ...behind]) reject(error);
  };
  const send = async (): Promise<void> => {
    const inFlight = gathered.splice(0, mostTogether);
    shared = inFlight.length > 1;
    try {
      const outcomes = await work(inFlight.map(({ item }) => item));
      for (const [index, { resolve }] of inFlight.entries()) resolve(outcomes[index]!);
    } catch (error) {
      refuse(error, inFlight);
    }
    busy = false;
    if (gathered.length > 0) schedule();
  };
  const schedule = (): void => {
    busy = true;
    defer(() => void send(), shared);
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (gathered.length >= limit) return reject(new StoreUnavailable('too many operations wait'));
      gathered.push({ item, resolve, reject });
      if (!busy) schedule();
    });
};

/** Inserts that share messages, each judged on its own: gives false for a document whose key was taken. */
export const createGroupCommit = <Doc>(
  insertEach: (docs: readonly Doc[]) => Promise<ReadonlySet<number>>,
  options: Options = {},
): ((doc: Doc) => Promise<boolean>) =>
  createGrouped(async (docs) => {
    const taken = await insertEach(docs);
    return docs.map((_, index) => !taken.has(index));
  }, options);
