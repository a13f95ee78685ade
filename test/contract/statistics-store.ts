import assert from 'node:assert/strict';
import type { PlayerOutcome, StatisticsStore } from '../../server/games/statistics.ts';
import { playerId } from '../../shared/kernel/ids.ts';

const outcome = (position: number, changes: Partial<PlayerOutcome> = {}): PlayerOutcome => ({
  player: playerId('ann'),
  variant: 'xo',
  opponents: 'humans',
  outcome: 'win',
  position,
  ...changes,
});

/** What every store of statistics keeps. `open` gives an empty one. */
export const statisticsStoreContract = (
  name: string,
  open: () => Promise<{ statistics: StatisticsStore; close(): Promise<void> }>,
): void => {
  describe(`statistics: ${name}`, () => {
    it('[PG10] each outcome is counted once by its position, however often and in whatever company it is added', async () => {
      const { statistics, close } = await open();
      const all = [
        outcome(1),
        outcome(2, { outcome: 'loss' }),
        outcome(3, { outcome: 'draw' }),
        outcome(3, { player: playerId('bob'), outcome: 'draw' }),
        outcome(4, { opponents: 'bots', outcome: 'aborted' }),
        outcome(5, { variant: 'custom' }),
        outcome(6),
      ];
      await statistics.add(all.slice(0, 3));
      await statistics.add(all.slice(1));
      await statistics.add(all);
      const none = { wins: 0, draws: 0, losses: 0, aborted: 0 };
      assert.deepEqual(await statistics.of(playerId('ann')), [
        { variant: 'custom', opponents: 'humans', ...none, wins: 1 },
        { variant: 'xo', opponents: 'bots', ...none, aborted: 1 },
        { variant: 'xo', opponents: 'humans', ...none, wins: 2, draws: 1, losses: 1 },
      ]);
      assert.deepEqual(await statistics.of(playerId('bob')), [
        { variant: 'xo', opponents: 'humans', ...none, draws: 1 },
      ]);
      await statistics.clear();
      assert.deepEqual(await statistics.of(playerId('ann')), []);
      await close();
    });

    it('[PG10] what two nodes add at the same time is counted once', async () => {
      const { statistics, close } = await open();
      const all = Array.from({ length: 20 }, (_, at) => outcome(at + 1, { outcome: at % 2 === 0 ? 'win' : 'loss' }));
      for (const [from, end] of [
        [0, 5],
        [5, 12],
        [9, 20],
      ])
        await Promise.all([0, from, 0].map((start) => statistics.add(all.slice(start, end))));
      const [counted] = await statistics.of(playerId('ann'));
      assert.deepEqual([counted?.wins, counted?.losses], [10, 10]);
      await close();
    });
  });
};
