import { z } from 'zod';
import { id, line, time } from './common.ts';

const username = z.string().regex(/^[A-Za-z0-9_-]{3,20}$/, 'three to twenty letters, digits, _ or -');
const password = z.string().min(8).max(128);
const displayName = line(1, 40);
const email = z.email().max(254);

export const registration = z.strictObject({ username, email, password, displayName: displayName.optional() });
export type Registration = z.infer<typeof registration>;
/** Exactly one of username, email and api_key names who logs in. */
export const login = z
  .strictObject({
    username: z.string().max(254).optional(),
    email: z.string().max(254).optional(),
    password: z.string().max(128).optional(),
    api_key: z.string().max(200).optional(),
  })
  .refine(
    (body) =>
      body.api_key !== undefined
        ? body.username === undefined && body.email === undefined && body.password === undefined
        : (body.username === undefined) !== (body.email === undefined) && body.password !== undefined,
    'either api_key, or password with username or email',
  );
export type Login = z.infer<typeof login>;
export const oneTimeToken = z.strictObject({ token: z.string().min(1).max(200) });
export const resend = z.strictObject({ email });
export const refresh = z.strictObject({ refresh_token: z.string().min(1).max(200) });
export const forgot = z.strictObject({ email });
export const reset = z.strictObject({ token: z.string().min(1).max(200), password });
export const change = z.strictObject({ current: z.string().max(128), password });
export const profileChange = z.strictObject({ displayName: displayName.optional() });
/** Deleting asks for the password again; a guest and a bot have none. */
export const deletion = z.strictObject({ password: z.string().max(128).optional() });
export const botRegistration = z.strictObject({ username, displayName: displayName.optional() });

/** What everybody may know of a player. */
export const player = z.strictObject({
  id,
  /** Null for a guest and for a deleted account. */
  username: z.string().nullable(),
  displayName: z.string(),
  guest: z.boolean(),
  bot: z.boolean(),
  createdAt: time,
});
export type Player = z.infer<typeof player>;

/** What a player may know of themselves. */
export const ownPlayer = player.extend({
  email: z.string().nullable(),
  verified: z.boolean(),
  /** Whether this player may play rated games now. */
  mayPlayRated: z.boolean(),
});
export type OwnPlayer = z.infer<typeof ownPlayer>;

export const tokens = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  /** Seconds. */
  expires_in: z.int(),
  refresh_token: z.string(),
});
export type Tokens = z.infer<typeof tokens>;

export const registered = z.strictObject({ player });
export type Registered = z.infer<typeof registered>;
export const guestCreated = tokens.extend({ player });
export type GuestCreated = z.infer<typeof guestCreated>;
export const botCreated = z.strictObject({ player, api_key: z.string() });
export type BotCreated = z.infer<typeof botCreated>;
export const session = z.strictObject({
  id,
  createdAt: time,
  lastUsedAt: time,
  userAgent: z.string(),
  address: z.string(),
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;
