import type { GameSummary, NewGame } from '../../shared/protocol/games.ts';
import type { Api } from '../connection/api.ts';
import { ApiProblem } from '../connection/problem.ts';
import { backoffMs, type Timing } from '../connection/timing.ts';
import type { Bot } from './bot.ts';

export interface TablePorts {
  readonly api: Pick<Api, 'games' | 'createGame'>;
  readonly timing: Timing;
  readonly bot: Pick<Bot, 'play' | 'isIn'>;
  readonly me: string;
  /** The game to offer; public. */
  readonly game: NewGame & { readonly variant: string };
  /** Whether there is room for one more game. */
  readonly mayOpen: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

export interface Table {
  /** Opens a game if none waits and one may be; to be called when that may have changed. */
  look(): void;
  close(): void;
}

const longestWaitMs = 60_000;
/** A list is behind for moments only. */
const mostRemembered = 100;

const isOffered = ({ me, game }: TablePorts, found: GameSummary): boolean =>
  found.createdBy === me &&
  found.variant === game.variant &&
  found.settings.visibility === 'public' &&
  found.settings.rated === (game.rated ?? false);

/** A game that an earlier life of this bot left waiting is used again, so that restarts do not pile them up. */
const offered = async (ports: TablePorts, had: ReadonlySet<string>): Promise<string> => {
  const { api, me, game } = ports;
  const { items } = await api.games({ status: 'awaiting', player: me, variant: game.variant, limit: 200 });
  const waiting = items.find((found) => isOffered(ports, found) && !had.has(found.id));
  return waiting ? waiting.id : (await api.createGame(game)).game.id;
};

/** Keeps one game waiting for whoever comes: never two, and the next as soon as the last was taken. */
export const keepTable = (ports: TablePorts): Table => {
  const { timing, bot } = ports;
  /** Games that have been the table: they may still be listed as waiting when they are taken, or cannot be entered. */
  const had = new Set<string>();
  let waiting: string | null = null;
  let isBusy = false;
  let isClosed = false;
  let failures = 0;

  const taken = (): void => {
    waiting = null;
    failures = 0;
    look();
  };
  const open = async (): Promise<void> => {
    const id = await offered(ports, had);
    had.add(id);
    if (had.size > mostRemembered) had.delete(had.values().next().value!);
    isBusy = false;
    if (isClosed) return;
    waiting = id;
    bot.play(id, taken);
  };
  const lookLater = (asked: number): void => {
    isBusy = true;
    timing.after(Math.max(asked, backoffMs(failures, timing.chance(), longestWaitMs)), () => {
      isBusy = false;
      look();
    });
    failures += 1;
  };
  const failed = (error: unknown): void => {
    ports.onFailure(error);
    lookLater(error instanceof ApiProblem ? (error.retryAfterMs ?? 0) : 0);
  };
  const look = (): void => {
    if (isBusy || isClosed) return;
    if (waiting !== null) {
      if (bot.isIn(waiting)) return;
      waiting = null;
      lookLater(0);
    } else if (ports.mayOpen()) {
      isBusy = true;
      open().catch(failed);
    }
  };
  return {
    look,
    close() {
      isClosed = true;
    },
  };
};
