import { createIdentity, type IdentityParts } from './accounts/identity.ts';
import type { NodeNotices } from './node-news.ts';
import { hideRemoved } from './ratings/hide-removed.ts';
import type { Ratings } from './ratings/ratings.ts';

interface Needs extends Omit<IdentityParts, 'onNamesChanged' | 'onSessionsEnded'> {
  readonly ratings: Pick<Ratings, 'hide'>;
  readonly notices: NodeNotices;
}

/** Accounts and who is logged in, on every node: names that change and sessions that end are told to the others. */
export const createSharedIdentity = ({ ratings, notices, ...parts }: Needs) => {
  const identity = createIdentity({
    ...parts,
    accounts: hideRemoved(parts.accounts, ratings),
    onNamesChanged: () => notices.tell('names', null),
    onSessionsEnded: (player) => notices.tell('sessions', player),
  });
  notices.hear('names', identity.forgetNames, identity.forgetNames);
  notices.hear('sessions', identity.endSessionsOf, identity.checkSessions);
  return identity;
};
