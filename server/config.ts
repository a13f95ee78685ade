import { z } from 'zod';
import { readSecretFiles } from './secret-files.ts';

/** A wrong value in the environment: which one, and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
/** Digits only: `Number` would take a blank for 0. */
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'a port is a number from 0 to 65535');
const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !/[?#@]/.test(url), 'must be without a query, a fragment, a user and a password')
  .transform((url) => url.replace(/\/+$/, ''));
const origin = z
  .string()
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'must be an origin such as https://example.org',
  );

const level = z
  .string()
  .regex(/^[1-5]$/, 'a level is a number from 1 to 5')
  .transform(Number);

/** Judged further by the driver; a user and a password belong into it. */
const mongoUrl = z
  .string()
  .regex(/^mongodb(\+srv)?:\/\/[^/\s]+/, 'must be a URL such as mongodb://host:27017/octothorpe');

const environment = z.object({
  OCTO_HOST: z.string().min(1).default('127.0.0.1'),
  OCTO_PORT: port.default(2567),
  OCTO_DATA: z.string().min(1).default('./data'),
  OCTO_PUBLIC_URL: httpUrl.optional(),
  OCTO_MONGO_URL: mongoUrl.optional(),
  OCTO_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  OCTO_NODE: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, 'a path segment of a-z, 0-9 and -')
    .optional(),
  OCTO_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  OCTO_MAIL_FROM: z.string().min(3).default('Octothorpe <octothorpe@localhost>'),
  OCTO_VERIFY_EMAIL: z.enum(['required', 'optional']).optional(),
  OCTO_ALLOWED_ORIGINS: list.pipe(z.array(origin)).default([]),
  OCTO_TRUST_PROXY: flag.default(false),
  OCTO_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OCTO_HOUSE_BOTS: list.pipe(z.array(level)).default([1, 3, 5]),
  OCTO_LIMITS: z.enum(['normal', 'none']).default('normal'),
  OCTO_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,256}$/, '16 to 256 characters without a blank')
    .optional(),
});

const known = new Set(Object.keys(environment.shape));

/** The name of the database in the data folder. */
export const databaseFile = 'octothorpe.db';

export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder of the database and the outbox. */
  readonly data: string;
  /** Without a trailing slash; undefined means the address the server listens on. */
  readonly publicUrl: string | undefined;
  /** The database of the installation, which several nodes may share; undefined for the embedded one in `data`. */
  readonly mongoUrl: string | undefined;
  /** Where the nodes of an installation meet; undefined for a single process. */
  readonly redisUrl: string | undefined;
  /** The path of the public URL below which the proxy reaches this very node; undefined where players reach it at its own address. */
  readonly node: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly verification: 'required' | 'optional';
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Levels of the house bots that keep a game open in the lobby. */
  readonly houseBots: readonly number[];
  /** `none` lifts the rate limits by address, for benchmarks and load tests. */
  readonly limits: 'normal' | 'none';
  /** Who shows it may read the metrics from another machine. */
  readonly metricsToken: string | undefined;
}

const refusedNames = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('OCTO_') && !name.startsWith('OCTO_TEST_') && env[name] !== '')
    .flatMap((name) => (known.has(name) ? [] : [`${name}: there is no such setting`]));

/** Settings that mean nothing, or harm, without another one. */
const together: readonly (readonly [name: string, needs: string, why: string])[] = [
  [
    'OCTO_REDIS_URL',
    'OCTO_MONGO_URL',
    'several nodes need one store, and the embedded database belongs to one process',
  ],
  ['OCTO_NODE', 'OCTO_REDIS_URL', 'only one of several nodes has a path of its own'],
  ['OCTO_NODE', 'OCTO_PUBLIC_URL', 'the path is below the public address'],
];

const missingNames = (present: Readonly<Record<string, unknown>>): string[] =>
  together
    .filter(([name, needs]) => name in present && !(needs in present))
    .map(([name, needs, why]) => `${name}: needs ${needs}, since ${why}`);

/**
 * Reads every `OCTO_*` variable, an empty one as if it were unset, and the files that some name.
 * @throws ConfigError naming each wrong or unknown variable and the reason
 */
export const readConfig = (given: NodeJS.ProcessEnv): Config => {
  const { env, problems: unread } = readSecretFiles(given);
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  const wrong = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  const problems = [...unread, ...refusedNames(env), ...missingNames(present), ...wrong];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  const value = parsed.data;
  return {
    host: value.OCTO_HOST,
    port: value.OCTO_PORT,
    data: value.OCTO_DATA,
    publicUrl: value.OCTO_PUBLIC_URL,
    mongoUrl: value.OCTO_MONGO_URL,
    redisUrl: value.OCTO_REDIS_URL,
    node: value.OCTO_NODE,
    smtpUrl: value.OCTO_SMTP_URL,
    mailFrom: value.OCTO_MAIL_FROM,
    verification: value.OCTO_VERIFY_EMAIL ?? (value.OCTO_SMTP_URL === undefined ? 'optional' : 'required'),
    allowedOrigins: value.OCTO_ALLOWED_ORIGINS,
    trustProxy: value.OCTO_TRUST_PROXY,
    logLevel: value.OCTO_LOG_LEVEL,
    houseBots: [...new Set(value.OCTO_HOUSE_BOTS)],
    limits: value.OCTO_LIMITS,
    metricsToken: value.OCTO_METRICS_TOKEN,
  };
};
