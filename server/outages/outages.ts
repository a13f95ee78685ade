import type { GameCommand } from '../../shared/game/commands.ts';
import type { GameState, Playing } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import { createSerially } from '../eventing/serially.ts';
import type { SubmitGame } from '../games/submit-game.ts';
import { within } from '../games/within.ts';
import type { NewId } from '../ids.ts';
import { startHeart } from './heart.ts';
import type { LifeStore } from './life-store.ts';
import { silenceMs, unserved } from './unserved.ts';

export interface OutageNeeds {
  readonly store: LifeStore;
  /** The one door, without what is added here. */
  readonly submit: SubmitGame;
  /** A game's state as the log has it now; `absent` for none. */
  readonly stateOf: (game: GameId) => Promise<GameState>;
  readonly newId: NewId;
  /** Ms since the epoch. */
  readonly now: () => number;
  readonly report: { outageFailed(error: unknown): void; outageOver(life: string, games: number): void };
}

/** Keeps players from paying with their time for what was no fault of theirs. */
export interface Outages {
  /** The one door: what was lost in an outage is given back before a command to that game is judged. */
  readonly submit: SubmitGame;
  /** Before a game's room is shown: gives back what was lost since it was served last. Rejects when the store does not answer. */
  opened(game: GameId): Promise<void>;
  /** Its room was closed because nobody was there; one that nobody ever entered leaves the game to who served it before. */
  closed(game: GameId, wasEntered: boolean): void;
  /** Writes that this process lives, every second; never rejects. */
  beat(): Promise<void>;
  /** The last beat: from now on nothing is served here, and no game is let go by the rooms that close. Never rejects. */
  stop(): Promise<void>;
  sweep(): Promise<number>;
}

const day = 86_400_000;
/** The longest turn on a clock is fourteen days. */
const rememberedMs = 15 * day;
const atATime = 10;
/** How often `beat` is to be called. */
export const beatEveryMs = 1_000;
/** How long the last beat may take when the store is away. */
const lastBeatMs = 500;

const isOnTheClock = (state: GameState): state is Playing => state.phase === 'playing' && state.clocks !== null;
const mayCome = (state: GameState): boolean =>
  isOnTheClock(state) || (state.phase === 'awaiting' && state.settings.clock !== null);

/**
 * Gives back what a game has lost; asked again, the rules give nothing for what was given back before. `taking` is who takes the game over: then its host serves it no
 * more, however lately it lived.
 */
const createGiveBack =
  ({ store, submit, stateOf, newId, now }: OutageNeeds, me: () => string) =>
  async (game: GameId, taking: boolean): Promise<void> => {
    const state = await stateOf(game);
    if (!isOnTheClock(state)) return;
    const from = state.turnSince;
    const [lives, hostId] = await Promise.all([store.lives(from - 2 * silenceMs), store.hostOf(game)]);
    const host = lives.find(({ id }) => id === hostId);
    const at = now();
    if (host && (host.id === me() || (!taking && at - host.lastBeat < silenceMs))) return;
    for (const outage of unserved({ lives, host, from, now: at }))
      await submit(game, { type: 'GiveTimeBack', at, ...outage }, `outage:${newId()}`);
  };

/** The games whose rooms are open here, each with the life of this process under which it was settled last. */
const createHosted = (needs: OutageNeeds, me: () => string, isStopped: () => boolean) => {
  const games = new Map<GameId, string | null>();
  /** Who served them before. */
  const formerly = new Map<GameId, string | undefined>();
  const serially = createSerially();
  const giveBack = createGiveBack(needs, me);
  /** A room that another one was faster than closes before anybody is in it: the game is where it was. */
  const letBe = async (game: GameId, life: string, wasEntered: boolean): Promise<void> => {
    const former = formerly.get(game);
    formerly.delete(game);
    if (wasEntered || former === undefined || former === life) await needs.store.clearHost(game, life);
    else if ((await needs.store.hostOf(game)) === life) await needs.store.setHost(game, former);
  };
  const settle = (game: GameId): Promise<void> =>
    serially(game, async () => {
      const [life, before] = [me(), games.get(game)];
      if (before === undefined || before === life) return;
      // Who stood still for long may find that another process has taken the game over: it is that one's now.
      if (before !== null && (await needs.store.hostOf(game)) !== before) return void games.delete(game);
      await giveBack(game, true);
      if (before === null) formerly.set(game, await needs.store.hostOf(game));
      await needs.store.setHost(game, life);
      if (games.has(game)) games.set(game, life);
      // Its room was closed meanwhile, when there was nothing yet to take back.
      else if (!isStopped()) await letBe(game, life, false);
    });
  return {
    has: (game: GameId) => games.has(game),
    isSettled: (game: GameId) => games.get(game) === me(),
    settle,
    giveBack,
    take: (game: GameId): Promise<void> => {
      games.set(game, null);
      return settle(game);
    },
    /** In turn with taking it: whoever enters the game again meanwhile keeps it. */
    letGo: async (game: GameId, wasEntered: boolean): Promise<void> => {
      const life = games.get(game);
      games.delete(game);
      if (life && !isStopped()) await serially(game, () => letBe(game, life, wasEntered));
    },
    /** Every one of them, some at a time; gives how many there were. Rejects when that failed for some. */
    settleAll: async (): Promise<number> => {
      const all = [...games.keys()];
      for (let from = 0; from < all.length; from += atATime)
        await Promise.all(all.slice(from, from + atATime).map(settle));
      return all.length;
    },
  };
};

export const startOutages = async (needs: OutageNeeds): Promise<Outages> => {
  const { store, newId, now, report, stateOf } = needs;
  const heart = await startHeart({ store, newId, now });
  const me = (): string => heart.life().id;
  let told = me();
  let stopped = false;
  const hosted = createHosted(needs, me, () => stopped);

  /** After a gap in the beats all games here are settled, so that the clocks that people see are right. */
  const settleAfterGap = async (): Promise<void> => {
    if (told === me()) return;
    const life = me();
    const games = await hosted.settleAll();
    told = life;
    report.outageOver(life, games);
  };
  const settled = async (game: GameId, { type }: GameCommand): Promise<void> => {
    if (heart.isSilent() && !stopped) await heart.beat();
    const wasHosted = hosted.has(game);
    if (wasHosted) await hosted.settle(game);
    // Whoever took it over from this one may be dead by now.
    if (!hosted.has(game) && (wasHosted || type === 'TimeOut')) await hosted.giveBack(game, false);
  };
  const isPlain = (game: GameId, { type }: GameCommand): boolean =>
    (stopped || !heart.isSilent()) && (hosted.has(game) ? hosted.isSettled(game) : type !== 'TimeOut');

  return {
    submit: async (stream, command, commitId) => {
      const game = stream as GameId;
      if (!isPlain(game, command)) await settled(game, command);
      return needs.submit(game, command, commitId);
    },
    opened: async (game) => {
      if (mayCome(await stateOf(game))) await hosted.take(game);
    },
    closed: (game, wasEntered) => void hosted.letGo(game, wasEntered).catch(report.outageFailed),
    beat: async () => {
      if (!stopped) await heart.beat().then(settleAfterGap).catch(report.outageFailed);
    },
    stop: async () => {
      stopped = true;
      await within(lastBeatMs, heart.beat());
    },
    sweep: () => store.sweep(now() - rememberedMs),
  };
};
