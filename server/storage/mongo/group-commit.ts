import { StoreUnavailable } from '../../eventing/event-store.ts';

interface Waiting<Doc> {
  readonly doc: Doc;
  readonly resolve: (written: boolean) => void;
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
 * What arrives while a write is under way goes out together in the next one, each document judged on its own: most of what
 * an insert costs this process is the message, not the document. Gives false for a document whose key was taken. A write that
 * fails takes along what has gathered behind it, so that nobody waits for one time-out after another.
 */
export const createGroupCommit = <Doc>(
  insertEach: (docs: readonly Doc[]) => Promise<ReadonlySet<number>>,
  { limit = mostWaiting, defer = deferInRealTime }: Options = {},
): ((doc: Doc) => Promise<boolean>) => {
  const gathered: Waiting<Doc>[] = [];
  let busy = false;
  let shared = false;

  const refuse = (error: unknown, inFlight: readonly Waiting<Doc>[]): void => {
    const behind = error instanceof StoreUnavailable ? gathered.splice(0) : [];
    for (const { reject } of [...inFlight, ...behind]) reject(error);
  };
  const write = async (): Promise<void> => {
    const inFlight = gathered.splice(0, mostTogether);
    shared = inFlight.length > 1;
    try {
      const taken = await insertEach(inFlight.map(({ doc }) => doc));
      for (const [index, { resolve }] of inFlight.entries()) resolve(!taken.has(index));
    } catch (error) {
      refuse(error, inFlight);
    }
    busy = false;
    if (gathered.length > 0) schedule();
  };
  const schedule = (): void => {
    busy = true;
    defer(() => void write(), shared);
  };

  return (doc) =>
    new Promise((resolve, reject) => {
      if (gathered.length >= limit) return reject(new StoreUnavailable('too many writes wait'));
      gathered.push({ doc, resolve, reject });
      if (!busy) schedule();
    });
};
