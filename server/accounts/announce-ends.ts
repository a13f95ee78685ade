import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { SessionStore } from '../tokens/session-store.ts';
import type { AccountStore } from './account-store.ts';

interface Stores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
}

/** The same stores, which tell of whom sessions may have ended, whichever way they end but by age. */
export const announceEnds = ({ accounts, sessions }: Stores, ended: (player: PlayerId) => void): Stores => ({
  accounts: {
    ...accounts,
    setApiKey: async (id, hash) => {
      await accounts.setApiKey(id, hash);
      ended(id);
    },
    resetPassword: async (...reset) => {
      const player = await accounts.resetPassword(...reset);
      if (player !== undefined) ended(player);
      return player;
    },
    changePassword: async (id, ...change) => {
      const changed = await accounts.changePassword(id, ...change);
      if (changed) ended(id);
      return changed;
    },
    remove: async (id, at) => {
      const bots = await accounts.botsOf(id);
      await accounts.remove(id, at);
      for (const player of [id, ...bots.map((bot) => bot.id)]) ended(player);
    },
  },
  sessions: {
    ...sessions,
    add: async (session, credential, most) => {
      if (!(await sessions.add(session, credential, most))) return false;
      // One too many ends the one unused for longest; after that there are as many as there may be. Nobody logs in later for it.
      const held = sessions.list(session.player).then(
        ({ length }) => length,
        () => most,
      );
      void held.then((many) => many >= most && ended(session.player));
      return true;
    },
    remove: async (id) => {
      const session = await sessions.find(id);
      const removed = await sessions.remove(id);
      if (session) ended(session.player);
      return removed;
    },
  },
});
