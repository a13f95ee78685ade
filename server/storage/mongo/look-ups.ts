/** Finds by key. */
export type LookUp<Found> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>;

interface Needs<Found> {
  /** All that have one of these keys; at least one key. */
  readonly find: (keys: readonly string[]) => Promise<readonly Found[]>;
  /** The keys that one is found by. */
  readonly keysOf: (found: Found) => readonly string[];
  readonly defer?: (run: () => void) => void;
}

interface Message<Found> {
  readonly keys: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, Found>>;
}

/** So many keys are in one message at most, unless one look-up has more. */
const mostTogether = 100;

/**
 * What is looked up in one turn of the event loop shares a message, since most of what a look-up costs this process is the message.
 * No message waits for another: one that fails takes only those along that share it. The answer may hold others than were asked for.
 */
export const createLookUp = <Found>({ find, keysOf, defer = setImmediate }: Needs<Found>): LookUp<Found> => {
  let gathering: Message<Found> | undefined;
  const begin = (): Message<Found> => {
    const keys = new Set<string>();
    const ask = async (): Promise<ReadonlyMap<string, Found>> => {
      await new Promise<void>((resolve) => void defer(resolve));
      if (gathering?.keys === keys) gathering = undefined;
      const found = await find([...keys]);
      return new Map(found.flatMap((each) => keysOf(each).map((key) => [key, each])));
    };
    return { keys, answer: ask() };
  };
  return async (asked) => {
    if (asked.length === 0) return new Map();
    if (!gathering || gathering.keys.size + asked.length > mostTogether) gathering = begin();
    const { keys, answer } = gathering;
    for (const key of asked) keys.add(key);
    return answer;
  };
};
