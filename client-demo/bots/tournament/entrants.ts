import { randomBytes } from 'node:crypto';
import { type Api, createApi } from '../../connection/api.ts';
import { memorySession } from '../../connection/session-store.ts';
import type { Timing } from '../../connection/timing.ts';
import type { Level } from '../levels.ts';
import { type SignedIn, signIn } from '../sign-in.ts';
import type { TournamentOptions } from './options.ts';
import { patiently } from './patiently.ts';

/** A bot account that plays as one level. */
export interface Entrant extends SignedIn {
  readonly level: Level;
}

interface Owner {
  readonly api: Api;
  /** Known where it was registered here. */
  readonly registered: { readonly username: string; readonly password: string } | null;
}

/** Names are unique on a server and may be taken by an earlier tournament. */
const fresh = (): string => randomBytes(4).toString('hex');

const ownerOf = async ({ url, owner }: TournamentOptions): Promise<Owner> => {
  const api = createApi({ base: url, store: memorySession() });
  if (owner) {
    await api.login(owner);
    return { api, registered: null };
  }
  const username = `cup-${fresh()}`;
  const password = randomBytes(18).toString('base64url');
  await api.register({ username, password, email: `${username}@tournament.invalid` });
  await api.login({ username, password });
  return { api, registered: { username, password } };
};

/** A new bot account for each level, all of one owner, signed in. */
export const enterLevels = async (
  options: TournamentOptions,
  timing: Timing,
): Promise<{ readonly entrants: readonly Entrant[]; readonly registered: Owner['registered'] }> => {
  const { api, registered } = await ownerOf(options);
  const entrants: Entrant[] = [];
  for (const level of options.levels) {
    const bot = { username: `level-${level}-${fresh()}`, displayName: `Level ${level}` };
    const { api_key } = await patiently(timing, () => api.createBot(bot));
    entrants.push({ level, ...(await patiently(timing, () => signIn(options.url, { api_key }))) });
  }
  return { entrants, registered };
};
