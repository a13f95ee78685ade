import { joinThrough } from '../connection/colyseus.ts';
import type { GameView } from '../connection/game-view.ts';
import { seatOfPlayer } from '../connection/game-view.ts';
import { openLobby } from '../connection/lobby-connection.ts';
import { ApiProblem } from '../connection/problem.ts';
import { systemTiming } from '../connection/timing.ts';
import { type Bot, createBot } from './bot.ts';
import { createCanStillWin } from './can-still-win.ts';
import { keepTable } from './host-table.ts';
import { createJoiner } from './join-waiting.ts';
import { loadPolicy } from './load-policy.ts';
import { UsageError } from './option-values.ts';
import { type BotOptions, readOptions, usage } from './options.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { createThinker, type Thinker } from './thinker.ts';
import { readTournamentOptions, usage as tournamentUsage } from './tournament/options.ts';
import { runTournament } from './tournament/run.ts';

const say = (text: string): void => console.log(`${new Date().toISOString()} ${text}`);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const ending = (view: GameView | null, me: string): string => {
  const result = view?.result;
  if (!view || !result) return 'left';
  if (result.winner === null) return `drawn or called off (${result.reason})`;
  return `${seatOfPlayer(view, me)?.side === result.winner ? 'won' : 'lost'} (${result.reason})`;
};

const botOf = (options: BotOptions, { api, me }: SignedIn, thinker: Thinker, onFree: () => void): Bot => {
  const [least, most] = options.delayMs;
  return createBot({
    ...{ api, me, timing: systemTiming, join: joinThrough(options.url) },
    think: (view) => thinker.think(options.mind, view),
    delayMs: () => least + Math.random() * (most - least),
    canStillWin: createCanStillWin(),
    patienceMs: 120_000,
    rematchWaitMs: 10_000,
    report: {
      refused: (game, action, code) => say(`${game}: ${action} refused: ${code}`),
      thinkingFailed: (game, error) => say(`${game}: ${reasonOf(error)}`),
    },
    onGameOver(game, view) {
      say(`${game}: ${ending(view, me)}`);
      onFree();
    },
  });
};

/** Finds games for the bot; `look` is called whenever one has ended. */
const gamesFor = (options: BotOptions, { api, me }: SignedIn, bot: Bot): { look(): void; close(): void } => {
  const { variant, rated, games } = options;
  if (options.join) {
    const join = createJoiner(bot, { me, variant, rated }, games);
    const lobby = openLobby({ api, join: joinThrough(options.url), onView: join });
    return { look: () => join(lobby.view()), close: lobby.close };
  }
  return keepTable({
    ...{ api, bot, me, timing: systemTiming },
    game: { variant: variant ?? 'xo', rated },
    mayOpen: () => bot.games() < games,
    onFailure: (error) => say(`cannot open a game: ${reasonOf(error)}`),
  });
};

const resume = async (options: BotOptions, { api, me }: SignedIn, bot: Bot): Promise<void> => {
  if (options.credentials === null) return;
  const { items } = await api.games({ status: 'playing', player: me, limit: 200 });
  for (const { id } of items) bot.play(id);
};

const run = async (options: BotOptions): Promise<void> => {
  if (typeof options.mind === 'string') await loadPolicy(options.mind);
  const signedIn = await signIn(options.url, options.credentials);
  if (options.name !== null) await signedIn.api.updateMe({ displayName: options.name });
  const thinker = createThinker();
  let look = (): void => undefined;
  const bot = botOf(options, signedIn, thinker, () => look());
  await resume(options, signedIn, bot);
  const games = gamesFor(options, signedIn, bot);
  look = games.look;
  games.look();
  say(`${typeof options.mind === 'number' ? `level ${options.mind}` : options.mind} is here as ${signedIn.me}`);
  const stop = async (): Promise<void> => {
    say('leaving');
    games.close();
    await bot.leave(options.credentials === null ? 'resign' : 'call-off');
    await thinker.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(130));
      void stop();
    });
  }
};

const fail = (error: unknown, help: string): never => {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${help}`);
  else if (error instanceof ApiProblem && error.status === 0)
    console.error(`the server cannot be reached: ${error.detail}`);
  else console.error(reasonOf(error));
  process.exit(error instanceof UsageError ? 2 : 1);
};

const play = async (argv: readonly string[]): Promise<void> => {
  const options = readOptions(argv, process.env);
  if (options) await run(options);
  else console.log(usage);
};

const tournament = async (argv: readonly string[]): Promise<void> => {
  const options = readTournamentOptions(argv, process.env);
  if (options) await runTournament(options, say);
  else console.log(tournamentUsage);
};

const [first, ...rest] = process.argv.slice(2);
await (first === 'tournament'
  ? tournament(rest).catch((error) => fail(error, tournamentUsage))
  : play(process.argv.slice(2)).catch((error) => fail(error, usage)));
