import { parseArgs } from 'node:util';
import { type VariantName, variantNames } from '../../../shared/game/variants.ts';
import { type Level, levels } from '../levels.ts';
import { levelOf, numberIn, orUsageError, UsageError, urlOf, variantOf } from '../option-values.ts';

/** What `npm run bot -- tournament` was asked for. */
export interface TournamentOptions {
  readonly url: string;
  readonly levels: readonly Level[];
  /** For each two levels. */
  readonly games: number;
  readonly variant: VariantName;
  readonly atOnce: number;
  /** The account that the bots belong to; null registers one. */
  readonly owner: { readonly username: string; readonly password: string } | null;
}

export const usage = `Levels play each other through a server, with rated games between bot accounts.

  npm run bot -- tournament --levels 1,2,3,4,5 --games 20 --variant connect-four

  --url URL         the server (http://127.0.0.1:2567)
  --levels LIST     two to five different levels (${levels.join(',')})
  --games N         games for each two levels, 1 to 1000; the first side alternates (20)
  --variant NAME    ${variantNames.join(', ')} (connect-four)
  --at-once N       games at once, 1 to 50 (8)
  --username NAME   the account that the bots are to belong to, with its password in OCTO_BOT_PASSWORD or --password; it needs room
                    for a bot a level, of the five that an account may have
  --help

Without --username it registers an account and says its name and password. The bots stay on the ladder.`;

const arguments_ = {
  url: { type: 'string', default: 'http://127.0.0.1:2567' },
  levels: { type: 'string', default: levels.join(',') },
  games: { type: 'string', default: '20' },
  variant: { type: 'string', default: 'connect-four' },
  'at-once': { type: 'string', default: '8' },
  username: { type: 'string' },
  password: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const parsed = (argv: readonly string[]) =>
  orUsageError(() => parseArgs({ args: [...argv], options: arguments_ }).values);
type Given = ReturnType<typeof parsed>;

const levelsOf = (text: string): readonly Level[] => {
  const asked = text.split(',').map(levelOf);
  if (asked.length < 2 || new Set(asked).size < asked.length)
    throw new UsageError(`--levels takes two or more different levels, not "${text}"`);
  return asked;
};

const ownerOf = ({ username, password }: Given, env: Readonly<Record<string, string | undefined>>) => {
  if (username === undefined) return null;
  const known = password ?? env.OCTO_BOT_PASSWORD;
  if (known === undefined) throw new UsageError('--username needs OCTO_BOT_PASSWORD or --password');
  return { username, password: known };
};

/** Understands the arguments after `tournament`; null where only the usage was asked for. @throws UsageError */
export const readTournamentOptions = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): TournamentOptions | null => {
  const given = parsed(argv);
  if (given.help) return null;
  return {
    url: urlOf(given.url),
    levels: levelsOf(given.levels),
    games: numberIn('games', given.games, 1, 1000),
    variant: variantOf(given.variant),
    atOnce: numberIn('at-once', given['at-once'], 1, 50),
    owner: ownerOf(given, env),
  };
};
