import { type PlayerId, playerId } from '../../shared/kernel/ids.ts';
import type { Player } from '../../shared/protocol/accounts.ts';
import type { NewId } from '../ids.ts';
import { fingerprint, type NewSecret } from '../secrets.ts';
import { newAccount, playerOf } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { houseBotName } from './names.ts';

interface Needs {
  readonly accounts: Pick<AccountStore, 'add' | 'findByUsername' | 'setApiKey'>;
  readonly now: () => number;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

/** The player that is the house's bot of this level, where it was made already. */
export const findHouseBot =
  ({ accounts }: { readonly accounts: Pick<AccountStore, 'findByUsername'> }) =>
  async (level: number): Promise<PlayerId | undefined> =>
    (await accounts.findByUsername(houseBotName(level).username))?.id;

/**
 * The house's bot of this level (1 to 5), made at the first call, with a fresh API key: the one before opens nothing
 * any more and its sessions end. Its name cannot be registered by anyone else.
 */
export const ensureHouseBot =
  ({ accounts, now, newId, newSecret }: Needs) =>
  async (level: number): Promise<{ player: Player; apiKey: string }> => {
    const names = houseBotName(level);
    const known = await accounts.findByUsername(names.username);
    const bot = known ?? newAccount({ id: playerId(newId()), standing: 'bot', ...names, createdAt: now() });
    // Another process may make it at the same moment; then its bot is ours too.
    if (!known && (await accounts.add(bot)) !== 'added')
      return ensureHouseBot({ accounts, now, newId, newSecret })(level);
    const apiKey = newSecret();
    await accounts.setApiKey(bot.id, fingerprint(apiKey));
    return { player: playerOf(bot), apiKey };
  };
