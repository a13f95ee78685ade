import type { AccountDoc } from './account-documents.ts';
import type { Documents } from './documents.ts';
import { createGrouped } from './grouped.ts';

/**
 * Finds the account that has a session of this id, with these fields. Those who are looked for at the same time share a message: after
 * a node has died everybody who was on it comes back in the same second, and each is looked for at every step of the way.
 */
export const createBySession = <Field extends keyof AccountDoc>(
  accounts: Pick<Documents<AccountDoc>, 'find'>,
  fields: readonly Field[],
) => {
  type Found = Pick<AccountDoc, Field | '_id' | 'sessions'>;
  return createGrouped<string, Found | undefined>(async (ids) => {
    const found: readonly Found[] = await accounts.find(
      { 'sessions.id': { $in: [...new Set(ids)] } },
      { fields: [...fields, 'sessions'] },
    );
    const bySession = new Map(found.flatMap((account) => account.sessions.map(({ id }) => [id, account] as const)));
    return ids.map((id) => bySession.get(id));
  });
};
