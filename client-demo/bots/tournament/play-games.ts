import type { VariantName } from '../../../shared/game/variants.ts';
import type { GameView } from '../../connection/game-view.ts';
import type { JoinById } from '../../connection/joined-room.ts';
import type { Timing } from '../../connection/timing.ts';
import { type Bot, createBot } from '../bot.ts';
import { createCanStillWin } from '../can-still-win.ts';
import type { Thinker } from '../thinker.ts';
import type { Played } from './crosstable.ts';
import type { Entrant } from './entrants.ts';
import { patiently } from './patiently.ts';
import type { Pairing } from './schedule.ts';

export interface GamesPorts {
  readonly variant: VariantName;
  readonly atOnce: number;
  readonly timing: Timing;
  readonly join: JoinById;
  readonly thinker: Pick<Thinker, 'think'>;
  readonly report: {
    trouble(game: string, what: string): void;
    played(done: number, all: number): void;
  };
}

type Over = (view: GameView | null) => void;

/** Runs so many of the tasks at once, in their order. */
const runAll = async (tasks: readonly (() => Promise<void>)[], atOnce: number): Promise<void> => {
  const left = tasks.values();
  const work = async (): Promise<void> => {
    for (const task of left) await task();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
};

const botOf = (ports: GamesPorts, { api, me, level }: Entrant, overs: ReadonlyMap<string, Over>): Bot =>
  createBot({
    ...{ api, me, timing: ports.timing, join: ports.join, delayMs: () => 0, canStillWin: createCanStillWin() },
    think: (view) => ports.thinker.think(level, view),
    ...{ patienceMs: 120_000, rematchWaitMs: 0 },
    report: {
      refused: (game, action, code) => ports.report.trouble(game, `${action} refused: ${code}`),
      thinkingFailed: (game, error) => ports.report.trouble(game, String(error)),
    },
    onGameOver: (game, view) => overs.get(game)?.(view),
  });

/** Plays all pairings, each in a rated game of its own, so many at once. Rejects when a game cannot be opened or entered. */
export const playGames = async (
  ports: GamesPorts,
  pairings: readonly Pairing<Entrant>[],
): Promise<Played<Entrant>[]> => {
  const overs = new Map<string, Over>();
  const bots = new Map<Entrant, Bot>();
  const botFor = (entrant: Entrant): Bot => {
    const bot = bots.get(entrant) ?? botOf(ports, entrant, overs);
    bots.set(entrant, bot);
    return bot;
  };
  const played: Played<Entrant>[] = [];
  const play = async ({ x, o }: Pairing<Entrant>): Promise<void> => {
    const settings = { variant: ports.variant, side: 'x', rated: true, visibility: 'private' } as const;
    const { game } = await patiently(ports.timing, () => x.api.createGame(settings));
    const { promise, resolve } = Promise.withResolvers<GameView | null>();
    overs.set(game.id, resolve);
    botFor(x).play(game.id);
    botFor(o).play(game.id);
    const view = await promise;
    if (!view?.result) throw new Error(`the game ${game.id} could not be played to its end`);
    played.push({ x, o, winner: view.result.winner });
    ports.report.played(played.length, pairings.length);
  };
  try {
    const tasks = pairings.map((pairing) => () => play(pairing));
    await runAll(tasks, ports.atOnce);
  } finally {
    await Promise.all([...bots.values()].map((bot) => bot.leave('resign')));
  }
  return played;
};
