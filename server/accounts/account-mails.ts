import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Mailer } from '../mail/mailer.ts';
import {
  type Addressee,
  attemptMail,
  type Mail,
  passwordChangedMail,
  resetMail,
  verificationMail,
} from '../mail/mails.ts';
import { fingerprint, type NewSecret } from '../secrets.ts';
import type { Account } from './account.ts';
import type { AccountStore, OneTimeToken, OneTimeTokens } from './account-store.ts';
import { keyOf } from './names.ts';

const minute = 60 * 1000;
const hour = 60 * minute;
/** How often one player gets the same mail. */
const pauseMs = minute;
const lifeMs = { verify: 24 * hour, reset: hour, notice: hour } as const;

/** A one-time token of this player, stored by its fingerprint only. */
export const oneTimeToken = (
  secret: string,
  purpose: OneTimeToken['purpose'],
  player: Account['id'],
  now: number,
): OneTimeToken => ({
  hash: fingerprint(secret),
  purpose,
  player,
  createdAt: now,
  expiresAt: now + lifeMs[purpose],
});

interface Needs {
  readonly accounts: Pick<AccountStore, 'find' | 'findByEmail'>;
  readonly oneTimeTokens: Pick<OneTimeTokens, 'issueUnlessRecent'>;
  readonly mailer: Pick<Mailer, 'post'>;
  readonly publicUrl: () => string;
  readonly now: () => number;
  readonly newSecret: NewSecret;
}

/** Each works in the background, so that neither an answer nor its time tells whether an address is known. */
export interface AccountMails {
  /** To a new account: its verification link. Where the address is somebody else's, that one is told of the attempt. */
  welcome(account: Account, secret: string): void;
  /**
   * A new verification link, once a minute at most: for the asking player's own account where it claims the address,
   * else for the newest that does. None where somebody has the address verified.
   */
  resend(email: string, asking: PlayerId | null): void;
  /** A reset link to the account that the address logs in to, once a minute at most. */
  forgot(email: string): void;
  passwordChanged(account: Account): void;
}

/** By the user name: a display name is free text, which would let strangers put words into our mails. */
const addresseeOf = ({ email, username }: Account): Addressee => ({ email: email ?? '', username: username ?? '' });

export const accountMails = (needs: Needs): AccountMails => {
  const { accounts, oneTimeTokens, mailer, publicUrl, now, newSecret } = needs;

  /** The secret of a token for this player, null when they got one lately. */
  const issue = async (player: Account, purpose: OneTimeToken['purpose'], pause = pauseMs): Promise<string | null> => {
    const secret = newSecret();
    const token = oneTimeToken(secret, purpose, player.id, now());
    return (await oneTimeTokens.issueUnlessRecent(token, now() - pause)) ? secret : null;
  };
  const toOwner = async (owner: Account): Promise<Mail | null> => {
    const marked = await issue(owner, 'notice', hour);
    return marked ? attemptMail(addresseeOf(owner), publicUrl()) : null;
  };

  return {
    welcome: (account, secret) =>
      mailer.post(async () => {
        const { owner } = await accounts.findByEmail(account.email ?? '');
        return owner ? toOwner(owner) : verificationMail(addresseeOf(account), publicUrl(), secret);
      }),
    resend: (email, asking) =>
      mailer.post(async () => {
        const { owner, claim: newest } = await accounts.findByEmail(email);
        const own = asking && (await accounts.find(asking));
        const claim = own?.email && keyOf(own.email) === keyOf(email) ? own : newest;
        if (owner || !claim) return null;
        const secret = await issue(claim, 'verify');
        return secret ? verificationMail(addresseeOf(claim), publicUrl(), secret) : null;
      }),
    forgot: (email) =>
      mailer.post(async () => {
        const { owner, claim } = await accounts.findByEmail(email);
        const account = owner ?? claim;
        const secret = account && (await issue(account, 'reset'));
        return secret ? resetMail(addresseeOf(account), publicUrl(), secret) : null;
      }),
    passwordChanged: (account) =>
      mailer.post(async () => (account.verified ? passwordChangedMail(addresseeOf(account), publicUrl()) : null)),
  };
};
