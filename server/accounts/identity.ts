import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { LoginGuard } from '../http/login-guard.ts';
import type { Route } from '../http/route.ts';
import type { NewId } from '../ids.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { NewSecret } from '../secrets.ts';
import { authenticate } from '../tokens/authenticate.ts';
import { beginSession } from '../tokens/begin-session.ts';
import { endSession, listSessions, revokeSession } from '../tokens/end-session.ts';
import { issueIntratoken, verifyIntratoken } from '../tokens/intratoken.ts';
import { jwksRoute } from '../tokens/jwks-route.ts';
import type { KeyRing } from '../tokens/key-ring.ts';
import { createLiveSessions, type LiveSessionReport } from '../tokens/live-sessions.ts';
import { refreshSession, type SessionReport } from '../tokens/refresh-session.ts';
import type { SessionStore } from '../tokens/session-store.ts';
import type { UsedTokens } from '../tokens/used-tokens.ts';
import { accountMails } from './account-mails.ts';
import { accountRoutes } from './account-routes.ts';
import type { AccountStore, OneTimeTokens } from './account-store.ts';
import { announceEnds } from './announce-ends.ts';
import { authRoutes } from './auth-routes.ts';
import { botRoutes } from './bot-routes.ts';
import { createBot, deleteBot, findBot, listBots } from './bots.ts';
import { changePassword, resetPassword } from './change-password.ts';
import { createGuest, upgradeGuest } from './guests.ts';
import { ensureHouseBot, findHouseBot } from './house-bots.ts';
import { logIn } from './log-in.ts';
import { deleteOwn, findOwn, findPlayer, renamePlayer } from './own-account.ts';
import type { Passwords } from './passwords.ts';
import { playerRoutes } from './player-routes.ts';
import { createProfiles } from './profiles.ts';
import { registerAccount } from './register.ts';
import { bearerOf, standingOf, type Verification } from './standing-of.ts';
import { sweepExpired } from './sweep.ts';
import { verifyEmail } from './verify-email.ts';

/** What identity is made of: its stores and what it needs of the house. */
export interface IdentityParts {
  readonly accounts: AccountStore;
  readonly oneTimeTokens: OneTimeTokens;
  readonly sessions: SessionStore;
  readonly usedTokens: UsedTokens;
  readonly keys: KeyRing;
  readonly passwords: Passwords;
  readonly mailer: Pick<Mailer, 'post'>;
  readonly guard: LoginGuard;
  readonly report: SessionReport & LiveSessionReport;
  readonly verification: Verification;
  /** Called when sessions of a player may have ended, for what is open by them elsewhere. */
  readonly onSessionsEnded?: ((player: PlayerId) => void) | undefined;
  /** Called when a name changed, for those who keep names at hand elsewhere. */
  readonly onNamesChanged?: (() => void) | undefined;
  /** Without a trailing slash. */
  readonly publicUrl: () => string;
  readonly now: () => number;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

const routesOf = (
  parts: IdentityParts & { readonly standingOf: ReturnType<typeof standingOf>; readonly namesChanged: () => void },
): readonly Route[] => {
  const mails = accountMails(parts);
  const needs = { ...parts, mails, beginSession: beginSession(parts) };
  return [
    ...accountRoutes({
      mails,
      register: registerAccount(needs),
      createGuest: createGuest(needs),
      upgradeGuest: upgradeGuest(needs),
      verifyEmail: verifyEmail(needs),
    }),
    ...authRoutes({
      mails,
      logIn: logIn(needs),
      refreshSession: refreshSession(needs),
      endSession: endSession(needs),
      resetPassword: resetPassword(needs),
      changePassword: changePassword(needs),
    }),
    ...botRoutes({
      createBot: createBot(needs),
      listBots: listBots(needs),
      findBot: findBot(needs),
      deleteBot: deleteBot(needs),
    }),
    ...playerRoutes({
      findPlayer: findPlayer(needs),
      findOwn: findOwn(needs),
      renamePlayer: renamePlayer(needs),
      deleteOwn: deleteOwn(needs),
      listSessions: listSessions(needs),
      revokeSession: revokeSession(needs),
    }),
    jwksRoute(parts.keys),
  ];
};

/** Puts the use cases together over the given parts; holds nothing that needs closing. */
export const createIdentity = (parts: IdentityParts) => {
  const profiles = createProfiles(parts.accounts);
  const namesChanged = (): void => {
    profiles.forget();
    parts.onNamesChanged?.();
  };
  const live = createLiveSessions(parts);
  const sessionsEnded = (player: PlayerId): void => {
    void live.ended(player);
    parts.onSessionsEnded?.(player);
  };
  const needs = { ...parts, ...announceEnds(parts, sessionsEnded), standingOf: standingOf(parts), namesChanged };
  const callerOf = authenticate({ ...needs, bearerOf: bearerOf(parts) });
  return {
    routes: routesOf(needs),
    authenticate: async (token: string) => {
      const askedAt = parts.now();
      const caller = await callerOf(token);
      if (caller) live.saw(caller.session, askedAt);
      return caller;
    },
    issueIntratoken: issueIntratoken(needs),
    verifyIntratoken: verifyIntratoken({ ...needs, nameOf: profiles.nameOf }),
    profiles: profiles.of,
    nameOf: profiles.nameOf,
    watchSession: live.watch,
    /** Sessions of this player ended elsewhere; never rejects. */
    endSessionsOf: live.ended,
    /** What ended elsewhere may not have been heard; never rejects. */
    checkSessions: live.check,
    /** Names were changed elsewhere. */
    forgetNames: profiles.forget,
    ensureHouseBot: ensureHouseBot(needs),
    findHouseBot: findHouseBot(needs),
    sweepExpired: sweepExpired(needs),
  };
};
