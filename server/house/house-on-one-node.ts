import type { PlayerId } from '../../shared/kernel/ids.ts';
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

interface HouseOnOneNode extends RunningHouseBots {
  readonly lookEveryMs: number;
  /** Starts or stops the bots here, as the lease says; to be called every `lookEveryMs`. Never rejects. */
  look(): Promise<void>;
}

const name = 'house-bots';
const levels = [1, 2, 3, 4, 5] as const;

/** Keeps the house bots on one node; the others know who they are and pass on what they should hear. */
export const createHouseOnOneNode = ({ lease, start, findHouseBot, notices, report }: Needs): HouseOnOneNode => {
  const keeper = createLeaseKeeper(name, lease);
  const known = new Map<number, PlayerId>();
  let bots: RunningHouseBots | undefined;

  const stop = async (): Promise<void> => {
    const stopping = bots;
    bots = undefined;
    await stopping?.close();
  };
  const recognise = async (): Promise<void> => {
    for (const level of levels) {
      const player = known.has(level) ? undefined : await findHouseBot(level);
      if (player !== undefined) known.set(level, player);
    }
  };
  const look = async (): Promise<void> => {
    const holding = await keeper.hold();
    // Another node may have had them in between, and then the keys here are old.
    if (holding !== 'kept') await stop();
    if (holding === 'not-ours') return recognise();
    bots ??= await start();
  };
  notices.hear('assign', ({ game, level }) => void bots?.assign(game, level));
  return {
    lookEveryMs: 1_000,
    look: () => look().catch((error) => report.leaseFailed(name, error)),
    playerOf: (level) => bots?.playerOf(level) ?? known.get(level),
    assign: async (game, level) => (bots ? bots.assign(game, level) : notices.tell('assign', { game, level })),
    close: async () => {
      await stop();
      await keeper.release().catch((error) => report.leaseFailed(name, error));
    },
  };
};
