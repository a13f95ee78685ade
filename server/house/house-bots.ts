import type { After } from '../../shared/kernel/after.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { HouseNews, HouseOrder, HouseSeat } from '../../shared/protocol/house.ts';
import type { HouseProcess } from './house-process.ts';

/** What operators hear of the house bots. */
interface HouseReport {
  houseBotsStarted(levels: readonly number[]): void;
  houseBotsEnded(code: number | null, restartInMs: number): void;
  houseBotTrouble(level: number, what: string, reason: string): void;
}

export interface HouseBotsPorts {
  /** Levels that keep a game waiting in the lobby. */
  readonly tableLevels: readonly number[];
  /** Where this server is reached from this machine, such as `http://127.0.0.1:2567`. */
  readonly url: string;
  /** The least and the most that a bot takes for a move, ms; 0 in tests. */
  readonly delayMs?: readonly [number, number];
  /** The player that is the house's bot of this level, with a fresh key. */
  readonly ensureHouseBot: (
    level: number,
  ) => Promise<{ readonly player: { readonly id: string }; readonly apiKey: string }>;
  /** Every game, waiting or playing, in which this player sits. */
  readonly unfinishedGamesOf: (player: PlayerId) => Promise<readonly GameId[]>;
  /** Starts the process of the bots. */
  readonly startProcess: () => HouseProcess;
  readonly after: After;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly report: HouseReport;
}

export interface RunningHouseBots {
  playerOf(level: number): PlayerId | undefined;
  /** Tells the bot of this level that it sits in a game. A restart of the bots loses nothing: they are told of every game again. */
  assign(game: GameId, level: number): Promise<void>;
  /** Tells each bot of all its unfinished games once more, since some may not have been heard of. */
  remind(): Promise<void>;
  close(): Promise<void>;
}

/** Any of them may be asked for, whether it keeps a table or not. */
const allLevels = [1, 2, 3, 4, 5] as const;
const firstRestartMs = 1_000;
const longestRestartMs = 60_000;

type Bot = Pick<HouseSeat, 'level' | 'apiKey'> & { readonly player: PlayerId };

const ensureBots = (ensure: HouseBotsPorts['ensureHouseBot']): Promise<Bot[]> =>
  Promise.all(
    allLevels.map(async (level) => {
      const { player, apiKey } = await ensure(level);
      return { level, apiKey, player: player.id as PlayerId };
    }),
  );

const seatsOf = (ports: HouseBotsPorts, bots: readonly Bot[]): Promise<HouseSeat[]> =>
  Promise.all(
    bots.map(async (bot) => ({
      ...bot,
      keepsTable: ports.tableLevels.includes(bot.level),
      games: await ports.unfinishedGamesOf(bot.player),
    })),
  );

const hasGames = (seats: readonly HouseSeat[]): boolean => seats.some(({ games }) => games.length > 0);

const assignmentsOf = (seats: readonly HouseSeat[]): HouseOrder[] =>
  seats.flatMap(({ level, games }) => games.map((game) => ({ type: 'assign', game, level }) as const));

/** Waits that double with every process that died young. */
const createRestarts = (now: () => number) => {
  let waitMs = firstRestartMs;
  let startedAt = now();
  return {
    started() {
      startedAt = now();
    },
    nextMs(): number {
      if (now() - startedAt >= longestRestartMs) waitMs = firstRestartMs;
      const ms = waitMs;
      waitMs = Math.min(longestRestartMs, waitMs * 2);
      return ms;
    },
  };
};

/** Keeps what is said while nobody listens, and tells it to the next who does. */
const createMailbox = () => {
  let listener: Pick<HouseProcess, 'send'> | null = null;
  let unsaid: HouseOrder[] = [];
  return {
    say(order: HouseOrder): void {
      if (listener) listener.send(order);
      else unsaid.push(order);
    },
    open(next: Pick<HouseProcess, 'send'>, first: HouseOrder): void {
      for (const order of [first, ...unsaid]) next.send(order);
      unsaid = [];
      listener = next;
    },
    shut(): void {
      listener = null;
    },
  };
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const tellOperator = (
  { report, tableLevels }: Pick<HouseBotsPorts, 'report' | 'tableLevels'>,
  news: HouseNews,
): void => {
  if (news.type === 'listening') report.houseBotsStarted(tableLevels);
  else report.houseBotTrouble(news.level, news.what, news.reason);
};

/** The process of the bots: from its first start on it is started again, ever less eagerly, whenever it ends. */
const createLastingProcess = (ports: HouseBotsPorts, bots: readonly Bot[]) => {
  const { url, report, delayMs = [400, 1_200] } = ports;
  const restarts = createRestarts(ports.now);
  const mailbox = createMailbox();
  let child: HouseProcess | null = null;
  let cancelRestart = (): void => undefined;
  let isClosed = false;

  const ended = (code: number | null): void => {
    mailbox.shut();
    if (isClosed) return;
    const ms = restarts.nextMs();
    report.houseBotsEnded(code, ms);
    cancelRestart = ports.after(ms, startOrTryAgain);
  };
  const startOrTryAgain = (): void =>
    void start().catch((error) => {
      report.houseBotTrouble(0, 'start', reasonOf(error));
      ended(null);
    });
  const start = async (): Promise<void> => {
    const started = ports.startProcess();
    restarts.started();
    child = started;
    let isAlive = true;
    started.onNews((news) => tellOperator(ports, news));
    started.onExit((code) => {
      isAlive = false;
      ended(code);
    });
    try {
      const seats = await seatsOf(ports, bots);
      if (isAlive) mailbox.open(started, { type: 'start', url, delayMs, seats });
    } catch (error) {
      report.houseBotTrouble(0, 'start', reasonOf(error));
      await started.stop();
    }
  };
  return {
    start,
    /** Starts it where it never was. */
    tell: (orders: readonly HouseOrder[]): void => {
      for (const order of orders) mailbox.say(order);
      if (orders.length > 0 && !child && !isClosed) startOrTryAgain();
    },
    async close() {
      isClosed = true;
      cancelRestart();
      await child?.stop();
    },
  };
};

/**
 * Keeps the house bots in a process of their own, where thinking takes nothing from the games, from when one of them has something
 * to do. Keys go to it over IPC, never where `ps` shows them. When it dies the next is told of every unfinished game.
 */
export const startHouseBots = async (ports: HouseBotsPorts): Promise<RunningHouseBots> => {
  const bots = await ensureBots(ports.ensureHouseBot);
  const { start, tell, close } = createLastingProcess(ports, bots);
  // What cannot be read now is read by the process' own start, again and again.
  if (ports.tableLevels.length > 0 || (await seatsOf(ports, bots).then(hasGames, () => true))) await start();
  return {
    playerOf: (level) => bots.find((bot) => bot.level === level)?.player,
    assign: async (game, level) => tell([{ type: 'assign', game, level }]),
    remind: async () => tell(assignmentsOf(await seatsOf(ports, bots))),
    close,
  };
};
