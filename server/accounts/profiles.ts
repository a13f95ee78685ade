import type { PlayerId } from '../../shared/kernel/ids.ts';
import { type Account, deletedName } from './account.ts';
import type { AccountStore } from './account-store.ts';

/** How others show a player. */
interface Profile {
  readonly name: string;
  readonly bot: boolean;
  readonly guest: boolean;
}

export interface Profiles {
  /** One for each id; an unknown player is shown like a deleted one. */
  of(ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, Profile>>;
  nameOf(id: PlayerId): Promise<string>;
  /** To be called when a name changed. */
  forget(): void;
}

const profileOf = ({ displayName, standing }: Account): Profile => ({
  name: displayName,
  bot: standing === 'bot',
  guest: standing === 'guest',
});
const nobody: Profile = { name: deletedName, bot: false, guest: false };

/** Rooms and lists ask often and names change seldom: keeps up to `most` profiles. */
export const createProfiles = (accounts: Pick<AccountStore, 'findMany'>, most = 5_000): Profiles => {
  const known = new Map<PlayerId, Profile>();
  let changes = 0;

  /** What was read before a change must not be kept after it. */
  const read = async (ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, Profile>> => {
    const asOf = changes;
    const found = new Map((await accounts.findMany(ids)).map((account) => [account.id, profileOf(account)]));
    if (asOf !== changes) return found;
    if (known.size + found.size > most) known.clear();
    for (const [id, profile] of found) if (known.size < most) known.set(id, profile);
    return found;
  };

  const of: Profiles['of'] = async (ids) => {
    const kept = new Map(ids.map((id) => [id, known.get(id)]));
    const missing = [...kept].filter(([, profile]) => profile === undefined).map(([id]) => id);
    const found = missing.length > 0 ? await read(missing) : new Map<PlayerId, Profile>();
    return new Map([...kept].map(([id, profile]) => [id, profile ?? found.get(id) ?? nobody]));
  };

  return {
    of,
    nameOf: async (id) => (await of([id])).get(id)?.name ?? deletedName,
    forget: () => {
      changes += 1;
      known.clear();
    },
  };
};
