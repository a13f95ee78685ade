import type { GameCommand } from '../../shared/game/commands.ts';
import type { GameState, Playing } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import { createSerially } from '../eventing/serially.ts';
import type { SubmitGame } from '../games/submit-game.ts';
import { within } from '../games/within.ts';
import type { NewId } from '../ids.ts';
import { startHeart } from './heart.ts';
import { isServed } from './is-served.ts';
import type { Life, LifeStore } from './life-store.ts';
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
  /**
   * Somebody comes into a game's room, the first: gives back what was lost since it was served last, and serves it from now on. A
   * room that nobody enters says nothing, so that one that another room was faster than leaves the game alone. `state` is the
   * game's, and may be a little behind. Rejects when the store does not answer; then it is done before the next command.
   */
  entered(game: GameId, state: GameState): Promise<void>;
  /** Its room was closed because nobody was there any more. */
  left(game: GameId): void;
  /** Writes that this process lives, every second; never rejects. */
  beat(): Promise<void>;
  /** The last beat: from now on nothing is served here, and no game is let go by the rooms that close. Never rejects. */
  stop(): Promise<void>;
  /** Whether a process that began before this one beats while one `wait`s, for longer than a beat takes; of two, one has to go. */
  hasElder(wait: () => Promise<void>): Promise<boolean>;
  sweep(): Promise<number>;
}

const day = 86_400_000;
/** The longest turn on a clock is fourteen days. */
const rememberedMs = 15 * day;
const atATime = 10;
/** The clocks of two machines differ by less. */
const lookBackMs = 10 * 60_000;
/** How often `beat` is to be called. */
export const beatEveryMs = 1_000;
/** How long the last beat may take when the store is away. */
const lastBeatMs = 500;

const isOnTheClock = (state: GameState): state is Playing => state.phase === 'playing' && state.clocks !== null;
const mayCome = (state: GameState): boolean =>
  isOnTheClock(state) || (state.phase === 'awaiting' && state.settings.clock !== null);

interface Loss {
  readonly game: GameId;
  readonly state: GameState;
  /** Who served the game last. */
  readonly hostId: string | undefined;
  /** For who takes the game over: then its host serves it no more, however lately it lived. */
  readonly taking: boolean;
}

/** Gives back what a game has lost; asked again, the rules give nothing for what was given back before. */
const createGiveBack =
  ({ store, submit, newId, now }: OutageNeeds, me: () => string) =>
  async ({ game, state, hostId, taking }: Loss): Promise<void> => {
    if (!isOnTheClock(state) || hostId === me()) return;
    const from = state.turnSince;
    const lives = await store.lives(from - 2 * silenceMs);
    const host = lives.find(({ id }) => id === hostId);
    const at = now();
    if (host && !taking && at - host.lastBeat < silenceMs) return;
    for (const outage of unserved({ lives, host, from, now: at }))
      await submit(game, { type: 'GiveTimeBack', at, ...outage }, `outage:${newId()}`);
  };

/** The games that are served here, each with the life of this process under which it was settled last; null for not yet. */
const createHosted = (needs: OutageNeeds, me: () => string, isStopped: () => boolean) => {
  const { store, stateOf } = needs;
  const games = new Map<GameId, string | null>();
  const serially = createSerially();
  const giveBack = createGiveBack(needs, me);
  const settle = (game: GameId, known?: GameState): Promise<void> =>
    serially(game, async () => {
      const [life, before] = [me(), games.get(game)];
      if (before === undefined || before === life) return;
      const hostId = await store.hostOf(game);
      // Who stood still for long may find that another process has taken the game over: it is that one's now.
      if (before !== null && hostId !== before) return void games.delete(game);
      await giveBack({ game, state: known ?? (await stateOf(game)), hostId, taking: true });
      await store.setHost(game, life);
      if (games.has(game)) games.set(game, life);
      // Everybody left meanwhile, when there was nothing yet to take back.
      else if (!isStopped()) await store.clearHost(game, life);
    });
  return {
    has: (game: GameId) => games.has(game),
    isSettled: (game: GameId) => games.get(game) === me(),
    settle,
    /** What a game that is not served here has lost, unless somebody else serves it. */
    giveBack: async (game: GameId): Promise<void> => {
      const [state, hostId] = await Promise.all([stateOf(game), store.hostOf(game)]);
      await giveBack({ game, state, hostId, taking: false });
    },
    take: (game: GameId, state: GameState): Promise<void> => {
      games.set(game, null);
      return settle(game, state);
    },
    /** In turn with taking it: whoever enters the game again meanwhile keeps it. */
    letGo: async (game: GameId): Promise<void> => {
      const life = games.get(game);
      games.delete(game);
      if (life && !isStopped()) await serially(game, () => store.clearHost(game, life));
    },
    /** Every one of them, some at a time; gives how many there were. Rejects when that failed for some. */
    settleAll: async (): Promise<number> => {
      const all = [...games.keys()];
      for (let from = 0; from < all.length; from += atATime)
        await Promise.all(all.slice(from, from + atATime).map((game) => settle(game)));
      return all.length;
    },
  };
};

export const startOutages = async (needs: OutageNeeds): Promise<Outages> => {
  const { store, newId, now, report } = needs;
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
    if (!hosted.has(game) && (wasHosted || type === 'TimeOut')) await hosted.giveBack(game);
  };
  const isPlain = (game: GameId, { type }: GameCommand): boolean =>
    (stopped || !heart.isSilent()) && (hosted.has(game) ? hosted.isSettled(game) : type !== 'TimeOut');

  return {
    submit: (stream, command, commitId) => {
      const game = stream as GameId;
      if (isPlain(game, command)) return needs.submit(game, command, commitId);
      return settled(game, command).then(() => needs.submit(game, command, commitId));
    },
    entered: async (game, state) => {
      if (mayCome(state)) await hosted.take(game, state);
    },
    left: (game) => void hosted.letGo(game).catch(report.outageFailed),
    beat: async () => {
      if (!stopped) await heart.beat().then(settleAfterGap).catch(report.outageFailed);
    },
    stop: async () => {
      stopped = true;
      await within(lastBeatMs, heart.beat());
    },
    hasElder: (wait) => {
      const mine = heart.life();
      const isElder = ({ id, startedAt }: Life): boolean =>
        startedAt < mine.startedAt || (startedAt === mine.startedAt && id < mine.id);
      return isServed({ lives: async (since) => (await store.lives(since)).filter(isElder) }, now() - lookBackMs, wait);
    },
    sweep: () => store.sweep(now() - rememberedMs),
  };
};
