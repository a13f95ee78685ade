import type { AppendOutcome, EventStore, NewCommit } from '../eventing/event-store.ts';

/** What became of a commit that a store did not take: it is there already, or something else is in its place. */
export const refusedAppend =
  <Event>(findCommit: EventStore<Event>['findCommit']) =>
  async ({ stream, commitId }: NewCommit<Event>): Promise<AppendOutcome<Event>> => {
    const first = await findCommit(stream, commitId);
    return first ? { kind: 'duplicate', commit: first } : { kind: 'conflict' };
  };
