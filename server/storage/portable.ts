import { z } from 'zod';
import type { Json } from '../eventing/event-store.ts';

/*
 * What an installation consists of, as records without any database's shape: what one store dumps another loads. Read
 * models are not among it, since they are recomputed from the log, nor leases. Who lived when is: players get the time of the
 * move back, as of any other outage.
 */

const time = z.int();

const session = z.strictObject({
  id: z.string(),
  familyHash: z.string(),
  chainKey: z.string(),
  generation: z.int(),
  createdAt: time,
  rotatedAt: time,
  expiresAt: time,
  userAgent: z.string(),
  address: z.string(),
});

const oneTimeToken = z.strictObject({
  hash: z.string(),
  purpose: z.enum(['verify', 'reset', 'notice']),
  createdAt: time,
  expiresAt: time,
});

const account = z.strictObject({
  id: z.string(),
  standing: z.enum(['account', 'guest', 'bot']),
  username: z.string().nullable(),
  displayName: z.string(),
  email: z.string().nullable(),
  verified: z.boolean(),
  passwordHash: z.string().nullable(),
  apiKeyHash: z.string().nullable(),
  owner: z.string().nullable(),
  createdAt: time,
  deletedAt: time.nullable(),
  sessions: z.array(session),
  oneTimeTokens: z.array(oneTimeToken),
});

const event: z.ZodType<Json> = z.json();
const jwk = z.record(z.string(), z.json());

/** Each kind of record; an import checks every line by it. */
export const portableRecords = {
  signingKey: z.strictObject({ kid: z.string(), publicJwk: jwk, privateJwk: jwk, createdAt: time }),
  operator: z.strictObject({
    name: z.string(),
    passwordHash: z.string().nullable(),
    oneTimeUntil: time.nullable(),
    sessions: z.array(z.strictObject({ tokenHash: z.string(), choosing: z.boolean(), expiresAt: time })),
  }),
  account,
  hiddenPlayer: z.strictObject({ player: z.string() }),
  usedToken: z.strictObject({ jti: z.string(), expiresAt: time }),
  chat: z.strictObject({ id: z.string(), game: z.string(), player: z.string(), text: z.string(), at: time }),
  life: z.strictObject({ id: z.string(), startedAt: time, lastBeat: time }),
  /** The life that served a game last. */
  gameHost: z.strictObject({ game: z.string(), life: z.string() }),
  commit: z.strictObject({
    stream: z.string(),
    version: z.int(),
    commitId: z.string(),
    at: time,
    milestone: z.boolean(),
    events: z.array(event).min(1).readonly(),
  }),
} as const;

export type PortableKind = keyof typeof portableRecords;
export type PortableRecord<Kind extends PortableKind> = z.infer<(typeof portableRecords)[Kind]>;

/** One kind of record in one store. */
export interface PortablePart<Each> {
  /**
   * All records, in the order of their ids, which is the same in every store; chat as it was said; the log with each game in
   * order and all milestones in theirs.
   */
  dump(): AsyncIterable<Each>;
  /** Adds them, in order, to a store that has none of them; throws where one is there, which may leave some added. */
  load(records: readonly Each[]): Promise<void>;
}

/** Every adapter passes `test/contract/portable.ts`. */
export type Portable = { readonly [Kind in PortableKind]: PortablePart<PortableRecord<Kind>> };
