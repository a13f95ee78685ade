import type { NodeNotices } from './node-news.ts';

interface Needs {
  readonly notices: NodeNotices;
  /** This node. */
  readonly self: string;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** A node that has not told for this long is gone, ms; lobbies count every ten seconds. */
const forgottenAfterMs = 25_000;

/** Adds the people in the lobbies of the other nodes to those here, and tells the others. Somebody in two lobbies counts twice. */
export const createOnlineEverywhere = ({ notices, self, now }: Needs): ((here: number) => number) => {
  const others = new Map<string, { readonly count: number; readonly at: number }>();
  notices.hear('online', ({ node, count }) => void others.set(node, { count, at: now() }));
  return (here) => {
    notices.tell('online', { node: self, count: here });
    let online = here;
    for (const [node, { count, at }] of others) {
      if (now() - at < forgottenAfterMs) online += count;
      else others.delete(node);
    }
    return online;
  };
};
