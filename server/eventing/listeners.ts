export type Unsubscribe = () => void;

/** Those who want to hear of something, by what it is about: few of each. */
export interface Listeners<Key, Message> {
  tell(key: Key, message: Message): void;
  /** The same listener hears once for each time it was added. */
  add(key: Key, listener: (message: Message) => void): Unsubscribe;
}

/** What a listener throws goes to `report`, not to the teller nor in another listener's way. */
export const createListeners = <Key, Message>(report: (error: unknown) => void): Listeners<Key, Message> => {
  /** Lists that are never written again, so that others may come and go while one is told. */
  const byKey = new Map<Key, readonly ((message: Message) => void)[]>();
  const none: readonly never[] = [];
  return {
    tell: (key, message) => {
      for (const listener of byKey.get(key) ?? none) {
        try {
          listener(message);
        } catch (error) {
          report(error);
        }
      }
    },
    add: (key, listener) => {
      let isOver = false;
      const mine = (message: Message): void => {
        if (!isOver) listener(message);
      };
      byKey.set(key, [...(byKey.get(key) ?? none), mine]);
      return () => {
        isOver = true;
        const left = byKey.get(key)?.filter((each) => each !== mine);
        if (left?.length) byKey.set(key, left);
        else byKey.delete(key);
      };
    },
  };
};
