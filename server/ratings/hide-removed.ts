import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Ratings } from './ratings.ts';

interface RemovesPlayers {
  /** Removes a player and their bots. */
  remove(id: PlayerId, at: number): Promise<void>;
  botsOf(owner: PlayerId): Promise<readonly { readonly id: PlayerId }[]>;
}

/**
 * The same accounts, which take whoever is removed off the leaderboards first. In this order nobody who is gone is ever
 * listed; who is hidden and still there, because the process died in between, has had no answer and asks again.
 */
export const hideRemoved = <Accounts extends RemovesPlayers>(
  accounts: Accounts,
  { hide }: Pick<Ratings, 'hide'>,
): Accounts => ({
  ...accounts,
  remove: async (id: PlayerId, at: number) => {
    for (const bot of await accounts.botsOf(id)) await hide(bot.id);
    await hide(id);
    await accounts.remove(id, at);
  },
});
