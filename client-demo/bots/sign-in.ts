import type { Login, Tokens } from '../../shared/protocol/accounts.ts';
import { type Api, createApi } from '../connection/api.ts';
import { memorySession } from '../connection/session-store.ts';

/** How a bot signs in; null plays as a guest, unrated. */
export type Credentials = Login | null;

export interface SignedIn {
  readonly api: Api;
  /** Its player id. */
  readonly me: string;
}

/** Signs a bot in; whenever the server has forgotten its session it signs in anew. Rejects with an `ApiProblem`. */
export const signIn = async (url: string, credentials: Credentials): Promise<SignedIn> => {
  const apiOf = (signInAgain: (() => Promise<Tokens>) | null): Api =>
    createApi({ base: url, store: memorySession(), ...(signInAgain ? { signInAgain } : {}) });
  if (credentials === null) {
    const api = apiOf(null);
    const { player } = await api.guest();
    return { api, me: player.id };
  }
  const api = apiOf(() => apiOf(null).login(credentials));
  await api.login(credentials);
  return { api, me: (await api.me()).id };
};
