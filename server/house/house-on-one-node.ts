import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import { createLeaseKeeper, type LeaseTerms } from '../eventing/lease-keeper.ts';
import type { NodeNotices } from '../node-news.ts';
import type { RunningHouseBots } from './house-bots.ts';

interface Needs {
  readonly lease: LeaseTerms;
  /** Starts the bots on this node, with fresh keys: those of any other node open nothing any more. */
  readonly start: () => Promise<RunningHouseBots>;
  /** The player that is the house's bot of this level, where there is one already. */
  readonly findHouseBot: (level: number) => Promise<PlayerId | undefined>;
  readonly notices: NodeNotices;
  readonly report: { leaseFailed(work: string, error: unknown): void };
}

interface HouseOnOneNode extends Omit<RunningHouseBots, 'remind'> {
  readonly lookEveryMs: number;
  /** Starts or stops the bots here, as the lease says; to be called every `lookEveryMs`. Never rejects. */
  look(): Promise<void>;
}

const name = 'house-bots';
const levels = [1, 2, 3, 4, 5] as const;

/** The bots of this node while they run. What is told while they start they hear once they have. */
const createLocalBots = (start: Needs['start']) => {
  let starting: Promise<RunningHouseBots> | undefined;
  let started: RunningHouseBots | undefined;
  let isReminded = true;
  return {
    started: () => started,
    /** Has them running, and told of all their games where some may not have been heard of. */
    keep: async (): Promise<void> => {
      starting ??= start();
      const mine = starting;
      try {
        const bots = await mine;
        if (starting === mine) started = bots;
      } catch (error) {
        if (starting === mine) starting = undefined;
        throw error;
      }
      if (isReminded) return;
      // First: more may be lost meanwhile.
      isReminded = true;
      await started?.remind().catch((error) => {
        isReminded = false;
        throw error;
      });
    },
    doubt: (): void => {
      isReminded = false;
    },
    stop: async (): Promise<void> => {
      const [pending, stopping] = [starting, started];
      starting = started = undefined;
      // Not waited for: a start may wait for a store that is away.
      if (!stopping) pending?.then((bots) => bots.close()).catch(() => undefined);
      await stopping?.close();
    },
    /** Undefined where they do not run. A start that fails is told to whoever asked for it, and the next one reads all games. */
    assign: (game: GameId, level: number): Promise<void> | undefined =>
      starting?.then(
        (bots) => bots.assign(game, level),
        () => undefined,
      ),
  };
};

/** The bots' players, found where another node has made them. */
const createPlayers = (findHouseBot: Needs['findHouseBot']) => {
  const known = new Map<number, PlayerId>();
  return {
    of: (level: number) => known.get(level),
    look: async (): Promise<void> => {
      for (const level of levels) {
        const player = known.has(level) ? undefined : await findHouseBot(level);
        if (player !== undefined) known.set(level, player);
      }
    },
  };
};

/** Keeps the house bots on one node; the others know who they are and pass on what they should hear. */
export const createHouseOnOneNode = ({ lease, start, findHouseBot, notices, report }: Needs): HouseOnOneNode => {
  const keeper = createLeaseKeeper(name, lease);
  const local = createLocalBots(start);
  const players = createPlayers(findHouseBot);
  let isClosed = false;

  const look = async (): Promise<void> => {
    if (isClosed) return;
    const holding = await keeper.hold();
    if (isClosed) return keeper.release();
    // Another node may have had them in between, and then the keys here are old.
    if (holding !== 'kept') await local.stop();
    await (holding === 'not-ours' ? players.look() : local.keep());
  };
  const failed = (error: unknown): void => report.leaseFailed(name, error);
  notices.hear('assign', ({ game, level }) => void local.assign(game, level), local.doubt);
  return {
    lookEveryMs: 1_000,
    look: () => look().catch(failed),
    playerOf: (level) => local.started()?.playerOf(level) ?? players.of(level),
    assign: async (game, level) => {
      const told = local.assign(game, level);
      if (!told) notices.tell('assign', { game, level });
      // Whoever asked need not wait for a start.
      else if (local.started()) await told;
    },
    close: async () => {
      isClosed = true;
      await local.stop();
      await keeper.release().catch(failed);
    },
  };
};
