import { fileURLToPath } from 'node:url';
import type { GamesReadModel } from '../games/games-read-model.ts';
import { createUnfinishedGamesOf } from '../games/unfinished-games.ts';
import type { Others } from '../others.ts';
import type { Timers } from '../timers.ts';
import { type HouseBotsPorts, type RunningHouseBots, startHouseBots } from './house-bots.ts';
import { createHouseOnOneNode } from './house-on-one-node.ts';
import { forkHouse } from './house-process.ts';

interface Needs extends Pick<HouseBotsPorts, 'tableLevels' | 'url' | 'now'> {
  readonly identity: Pick<HouseBotsPorts, 'ensureHouseBot'> &
    Pick<Parameters<typeof createHouseOnOneNode>[0], 'findHouseBot'>;
  readonly games: Pick<GamesReadModel, 'list'>;
  /** Resolves once the games read model has seen all that is in the log now. */
  readonly caughtUp: () => Promise<void>;
  readonly others: Pick<Others, 'lease' | 'notices'>;
  readonly timers: Timers;
  readonly report: HouseBotsPorts['report'] & { leaseFailed(work: string, error: unknown): void };
}

const program = fileURLToPath(new URL('../../client-demo/bots/house.ts', import.meta.url));

/** The house bots play over the network like anyone else, from a process of their own; of several nodes one has them. */
export const openHouseBots = async (needs: Needs): Promise<Omit<RunningHouseBots, 'remind'>> => {
  const { identity, games, caughtUp, others, timers, report, tableLevels, url, now } = needs;
  const start = () =>
    startHouseBots({
      ...{ url, report, now, tableLevels, after: timers.after },
      ensureHouseBot: identity.ensureHouseBot,
      unfinishedGamesOf: createUnfinishedGamesOf({ model: games, caughtUp }),
      startProcess: () => forkHouse(program),
    });
  const { lease, notices } = others;
  if (!lease) return start();
  const house = createHouseOnOneNode({ lease, start, notices, report, findHouseBot: identity.findHouseBot });
  await house.look();
  timers.every(house.lookEveryMs, house.look);
  return house;
};
