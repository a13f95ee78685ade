import type { AccountDoc } from './account-documents.ts';
import type { Change, Documents, Where } from './documents.ts';

const pageSize = 200;

/** Takes what has expired out of the accounts, a page of them at a time, and gives how much that was. */
export const expireParts = async (
  accounts: Pick<Documents<AccountDoc>, 'find' | 'updateMany'>,
  kind: 'sessions' | 'tokens',
  now: number,
): Promise<number> => {
  const expired = { expiresAt: { $lte: now } };
  const having: Where<AccountDoc> = { [`${kind}.expiresAt`]: { $lte: now } };
  const pull = { $pull: { [kind]: expired } } as Change<AccountDoc>;
  let count = 0;
  for (;;) {
    const page = await accounts.find(having, { fields: [kind], limit: pageSize });
    if (page.length === 0) return count;
    count += page.flatMap((doc) => [...doc[kind]]).filter(({ expiresAt }) => expiresAt <= now).length;
    await accounts.updateMany({ _id: { $in: page.map(({ _id }) => _id) } }, pull);
  }
};
