export type Unsubscribe = () => void;

/** Those who want to hear of something, by what it is about. */
export interface Listeners<Key, Message> {
  tell(key: Key, message: Message): void;
  /** The same listener hears once for each time it was added. */
  add(key: Key, listener: (message: Message) => void): Unsubscribe;
}

/** What a listener throws goes to `report`, not to the teller nor in another listener's way. */
export const createListeners = <Key, Message>(report: (error: unknown) => void): Listeners<Key, Message> => {
  const byKey = new Map<Key, Set<(message: Message) => void>>();
  return {
    tell: (key, message) => {
      for (const listener of byKey.get(key) ?? []) {
        try {
          listener(message);
        } catch (error) {
          report(error);
        }
      }
    },
    add: (key, listener) => {
      const mine = (message: Message): void => listener(message);
      byKey.set(key, (byKey.get(key) ?? new Set()).add(mine));
      return () => {
        const left = byKey.get(key);
        left?.delete(mine);
        if (left?.size === 0) byKey.delete(key);
      };
    },
  };
};
