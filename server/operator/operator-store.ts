export interface Operator {
  readonly name: string;
  /** Null once a one-time password is used and no other is chosen yet. */
  readonly passwordHash: string | null;
  /** When the one-time password ends, ms; null where the password is a lasting one. */
  readonly oneTimeUntil: number | null;
}

export interface OperatorSession {
  readonly operator: string;
  /** It may only set a new password. */
  readonly choosing: boolean;
  readonly expiresAt: number;
}

/** Operators are apart from players: nothing a player can reach makes one. */
export interface OperatorStore {
  /** Makes the operator or replaces its password by a one-time one; ends its sessions. */
  reset(name: string, passwordHash: string, oneTimeUntil: number): Promise<void>;
  find(name: string): Promise<Operator | undefined>;
  /** Uses up the one-time password; false when that had happened already, of two at the same moment for one. */
  useOneTime(name: string, passwordHash: string): Promise<boolean>;
  /** Sets the lasting password and ends the operator's sessions. */
  choose(name: string, passwordHash: string): Promise<void>;
  openSession(tokenHash: string, session: OperatorSession): Promise<void>;
  findSession(tokenHash: string): Promise<OperatorSession | undefined>;
  closeSession(tokenHash: string): Promise<void>;
  /** Forgets the sessions that ended before `now`. */
  sweep(now: number): Promise<void>;
}
