import type { PlayerId } from '../../shared/kernel/ids.ts';

/** One login; all its refresh tokens are one family, told apart by their generation. */
export interface Session {
  readonly id: string;
  readonly player: PlayerId;
  /** The fingerprint of what only this family's tokens contain. */
  readonly familyHash: string;
  /** Makes a generation's token together with the family's secret; useless without it. */
  readonly chainKey: string;
  /** Of the newest refresh token, from 0. */
  readonly generation: number;
  readonly createdAt: number;
  /** When the newest refresh token was issued. */
  readonly rotatedAt: number;
  readonly expiresAt: number;
  readonly userAgent: string;
  readonly address: string;
}

/** Durable once resolved. Every adapter passes `test/contract/session-store.ts`. */
export interface SessionStore {
  /**
   * False, and nothing stored, when the player is gone or their password (or API key) is not the one with the hash
   * `credential` any more: a login that raced a reset loses. Beyond `most` sessions the player's least used ones end.
   */
  add(session: Session, credential: string, most: number): Promise<boolean>;
  find(id: string): Promise<Session | undefined>;
  /** Newest use first. */
  list(player: PlayerId): Promise<readonly Session[]>;
  /** Moves on to `generation`; false when another did already, or the session has ended. */
  rotate(id: string, generation: number, at: number, expiresAt: number): Promise<boolean>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
  sweep(now: number): Promise<number>;
}
