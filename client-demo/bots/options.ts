import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type VariantName, variantNames } from '../../shared/game/variants.ts';
import { delayOf, levelOf, numberIn, orUsageError, UsageError, urlOf, variantOf } from './option-values.ts';
import type { Credentials } from './sign-in.ts';
import type { Mind } from './think-message.ts';

/** What `npm run bot` was asked for. */
export interface BotOptions {
  readonly url: string;
  readonly mind: Mind;
  /** Null with `join` only: any. */
  readonly variant: VariantName | null;
  /** Games at once. */
  readonly games: number;
  readonly credentials: Credentials;
  /** A guest's name. */
  readonly name: string | null;
  readonly join: boolean;
  readonly rated: boolean;
  /** The least and the most that it takes for a move, ms. */
  readonly delayMs: readonly [number, number];
}

export const usage = `A bot that plays Octothorpe over the network, like anyone else.

  npm run bot -- --url http://127.0.0.1:2567 --level 3
  npm run bot -- tournament --help

  --url URL         the server (http://127.0.0.1:2567)
  --level 1..5      1 random · 2 wins or blocks · 3 looks three moves ahead · 4 deeper, sees threats · 5 deepest, perfect on 3x3 (3)
  --policy FILE     instead of a level: a module that exports \`policy\`, see client-demo/bots/README.md
  --variant NAME    ${variantNames.join(', ')} (xo)
  --games N         games at once, 1 to 500 (1)
  --join            take seats in waiting games instead of opening one; without --variant in any
  --rated           open, or join, rated games; needs --key
  --key KEY         the bot account's API key, from POST /v1/players/me/bots; better in OCTO_BOT_KEY, where ps does not show it
  --username NAME   an account's name, with its password in OCTO_BOT_PASSWORD or --password
  --name NAME       what a guest calls itself
  --delay MIN-MAX   ms to take for a move (300-900)
  --help

Without --key or --username it plays as a guest: unrated games only, and gone when it stops. Ctrl-C stops it: waiting games are called
off, a guest resigns the others, an account finds them again.`;

const arguments_ = {
  url: { type: 'string', default: 'http://127.0.0.1:2567' },
  level: { type: 'string' },
  policy: { type: 'string' },
  variant: { type: 'string' },
  games: { type: 'string', default: '1' },
  join: { type: 'boolean', default: false },
  rated: { type: 'boolean', default: false },
  key: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  name: { type: 'string' },
  delay: { type: 'string', default: '300-900' },
  help: { type: 'boolean', default: false },
} as const;

const parsed = (argv: readonly string[]) =>
  orUsageError(() => parseArgs({ args: [...argv], options: arguments_ }).values);

type Given = ReturnType<typeof parsed>;
type Environment = Readonly<Record<string, string | undefined>>;

const credentialsOf = (given: Given, env: Environment): Credentials => {
  const api_key = given.key ?? env.OCTO_BOT_KEY;
  if (given.username === undefined) return api_key === undefined ? null : { api_key };
  if (given.key !== undefined) throw new UsageError('either --key or --username, not both');
  const password = given.password ?? env.OCTO_BOT_PASSWORD;
  if (password === undefined) throw new UsageError('--username needs OCTO_BOT_PASSWORD or --password');
  return given.username.includes('@') ? { email: given.username, password } : { username: given.username, password };
};

const mindOf = ({ level, policy }: Given): Mind => {
  if (policy === undefined) return levelOf(level ?? '3');
  if (level !== undefined) throw new UsageError('either --level or --policy, not both');
  return pathToFileURL(resolve(policy)).href;
};

/** Understands the arguments; null where only the usage was asked for. @throws UsageError */
export const readOptions = (argv: readonly string[], env: Environment): BotOptions | null => {
  const given = parsed(argv);
  if (given.help) return null;
  const credentials = credentialsOf(given, env);
  if (given.rated && credentials === null) throw new UsageError('guests play unrated games only: --rated needs --key');
  if (given.name !== undefined && credentials !== null)
    throw new UsageError('--name is for guests: an account has one');
  const anyVariant = given.join && given.variant === undefined;
  return {
    url: urlOf(given.url),
    mind: mindOf(given),
    variant: anyVariant ? null : variantOf(given.variant ?? 'xo'),
    games: numberIn('games', given.games, 1, 500),
    credentials,
    name: given.name ?? null,
    join: given.join,
    rated: given.rated,
    delayMs: delayOf(given.delay),
  };
};
