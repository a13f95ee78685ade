import type { PlayerId } from '../../shared/kernel/ids.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Caller } from '../http/caller.ts';
import type { NewId } from '../ids.ts';
import { fingerprint, type NewSecret } from '../secrets.ts';
import { type Account, newAccount } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { isReserved } from './names.ts';

/** Of one account. */
const mostBots = 5;

interface Needs {
  readonly accounts: Pick<AccountStore, 'addBot' | 'find' | 'botsOf' | 'remove'>;
  readonly namesChanged: () => void;
  readonly now: () => number;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

interface NewBot {
  readonly username: string;
  readonly displayName?: string | undefined;
}

/** A new bot and the one showing of its key; only the key's fingerprint is stored. */
export interface CreatedBot {
  readonly bot: Account;
  readonly apiKey: string;
}

type BotRefusal = 'account/accounts-only' | 'account/username-taken' | 'account/too-many-bots';

export const createBot =
  ({ accounts, now, newId, newSecret }: Omit<Needs, 'namesChanged'>) =>
  async (
    owner: Pick<Caller, 'player' | 'standing'>,
    { username, displayName }: NewBot,
  ): Promise<Result<CreatedBot, BotRefusal>> => {
    if (owner.standing !== 'account') return refuse('account/accounts-only');
    if (isReserved(username)) return refuse('account/username-taken');
    const apiKey = newSecret();
    const id = playerId(newId());
    const named = { id, standing: 'bot', username, displayName: displayName ?? username } as const;
    const account = newAccount({ ...named, apiKeyHash: fingerprint(apiKey), createdAt: now() });
    const bot = { ...account, owner: owner.player };
    const added = await accounts.addBot(bot, mostBots);
    if (added === 'added') return accept({ bot, apiKey });
    return refuse(added === 'too-many' ? 'account/too-many-bots' : 'account/username-taken');
  };

export const listBots =
  ({ accounts }: Pick<Needs, 'accounts'>) =>
  (owner: PlayerId): Promise<readonly Account[]> =>
    accounts.botsOf(owner);

export const findBot =
  ({ accounts }: Pick<Needs, 'accounts'>) =>
  async (owner: PlayerId, id: PlayerId): Promise<Result<Account, 'account/no-such-bot'>> => {
    const bot = await accounts.find(id);
    return bot && bot.owner === owner && !bot.deleted ? accept(bot) : refuse('account/no-such-bot');
  };

export const deleteBot =
  (needs: Pick<Needs, 'accounts' | 'namesChanged' | 'now'>) =>
  async (owner: PlayerId, id: PlayerId): Promise<Result<null, 'account/no-such-bot'>> => {
    const found = await findBot(needs)(owner, id);
    if (!found.ok) return found;
    await needs.accounts.remove(id, needs.now());
    needs.namesChanged();
    return accept(null);
  };
