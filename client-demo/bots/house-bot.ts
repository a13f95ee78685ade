import type { HouseSeat } from '../../shared/protocol/house.ts';
import type { JoinById } from '../connection/joined-room.ts';
import { ApiProblem } from '../connection/problem.ts';
import { backoffMs, type Timing, wait } from '../connection/timing.ts';
import { type Bot, createBot } from './bot.ts';
import { createCanStillWin } from './can-still-win.ts';
import { keepTable, type Table } from './host-table.ts';
import type { Level } from './levels.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import type { Thinker } from './thinker.ts';

export interface HouseBotPorts {
  readonly url: string;
  readonly seat: HouseSeat & { readonly level: Level };
  readonly delayMs: () => number;
  readonly thinker: Pick<Thinker, 'think'>;
  readonly join: JoinById;
  readonly timing: Timing;
  readonly trouble: (what: string, reason: string) => void;
}

export interface HouseBot {
  /** Before it has signed in too. */
  play(game: string): void;
  close(): Promise<void>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const longestWaitMs = 30_000;

const untilSignedIn = async ({ url, seat, timing, trouble }: HouseBotPorts): Promise<SignedIn> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await signIn(url, { api_key: seat.apiKey });
    } catch (error) {
      trouble('sign-in', reasonOf(error));
      const asked = error instanceof ApiProblem ? (error.retryAfterMs ?? 0) : 0;
      await wait(timing, Math.max(asked, backoffMs(attempt, timing.chance(), longestWaitMs)));
    }
  }
};

const botOf = (ports: HouseBotPorts, { api, me }: SignedIn, onGameOver: () => void): Bot => {
  const { seat, thinker, timing, join, delayMs, trouble } = ports;
  return createBot({
    ...{ api, me, timing, join, delayMs, onGameOver },
    think: (view) => thinker.think(seat.level, view),
    canStillWin: createCanStillWin(),
    // A person may come back; but a game that nobody comes back to must end, since it holds a connection.
    patienceMs: 10 * 60_000,
    rematchWaitMs: 60_000,
    report: {
      refused: (_game, action, code) => trouble(action, code),
      thinkingFailed: (_game, error) => trouble('think', reasonOf(error)),
    },
  });
};

const tableOf = (ports: HouseBotPorts, { api, me }: SignedIn, bot: Bot): Table =>
  keepTable({
    ...{ api, me, bot, timing: ports.timing },
    game: { variant: 'xo' },
    mayOpen: () => true,
    onFailure: (error) => ports.trouble('table', reasonOf(error)),
  });

/** A bot of the house: plays the games it is told of, and keeps one waiting in the lobby where it is to. */
export const startHouseBot = (ports: HouseBotPorts): HouseBot => {
  let table: Table | null = null;
  const ready = untilSignedIn(ports).then((signedIn) => {
    const bot = botOf(ports, signedIn, () => table?.look());
    for (const game of ports.seat.games) bot.play(game);
    table = ports.seat.keepsTable ? tableOf(ports, signedIn, bot) : null;
    table?.look();
    return bot;
  });
  return {
    play: (game) => void ready.then((bot) => bot.play(game)),
    async close() {
      table?.close();
      await (await ready).leave('stay-seated');
    },
  };
};
