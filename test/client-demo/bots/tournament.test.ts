import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageError } from '../../../client-demo/bots/option-values.ts';
import { crosstable, type Played, tallyOf } from '../../../client-demo/bots/tournament/crosstable.ts';
import { readTournamentOptions } from '../../../client-demo/bots/tournament/options.ts';
import { patiently } from '../../../client-demo/bots/tournament/patiently.ts';
import { scheduleOf } from '../../../client-demo/bots/tournament/schedule.ts';
import { shareOf, turned, wilsonInterval } from '../../../client-demo/bots/tournament/tally.ts';
import { ApiProblem } from '../../../client-demo/connection/problem.ts';

const refuses = (pattern: RegExp, ...argv: string[]): void =>
  assert.throws(
    () => readTournamentOptions(argv, {}),
    (error) => error instanceof UsageError && pattern.test(error.message),
  );

describe('a tournament', () => {
  it('[BT39] the interval is Wilson’s, holds the share and turns with the sides', () => {
    // Worked by hand: 8 of 10, z = 1.959964.
    const [least, most] = wilsonInterval({ wins: 8, draws: 0, losses: 2 });
    assert.ok(Math.abs(least - 0.49016) < 1e-5 && Math.abs(most - 0.943318) < 1e-5, `${least} to ${most}`);
    const count = fc.nat({ max: 500 });
    fc.assert(
      fc.property(count, count, count, (wins, draws, losses) => {
        fc.pre(wins + draws + losses > 0);
        const tally = { wins, draws, losses };
        const [low, high] = wilsonInterval(tally);
        const [lowTurned, highTurned] = wilsonInterval(turned(tally));
        assert.ok(low >= -1e-12 && high <= 1 + 1e-12);
        assert.ok(low <= shareOf(tally) + 1e-12 && shareOf(tally) <= high + 1e-12);
        assert.ok(Math.abs(low - (1 - highTurned)) < 1e-9 && Math.abs(high - (1 - lowTurned)) < 1e-9);
      }),
      { seed: 7 },
    );
  });

  it('[BT40] every two meet as often, with the first side alternating', () => {
    const games = scheduleOf([1, 2, 3], 4);
    assert.equal(games.length, 12);
    for (const [a, b] of [
      [1, 2],
      [1, 3],
      [2, 3],
    ]) {
      assert.equal(games.filter(({ x, o }) => x === a && o === b).length, 2);
      assert.equal(games.filter(({ x, o }) => x === b && o === a).length, 2);
    }
  });

  it('[BT41] the crosstable shows points with their interval against each and all, and the rating', () => {
    const played: Played<string>[] = [
      { x: 'A', o: 'B', winner: 'x' },
      { x: 'B', o: 'A', winner: 'o' },
      { x: 'A', o: 'B', winner: null },
      { x: 'B', o: 'C', winner: 'x' },
    ];
    assert.deepEqual(tallyOf(played, 'A', 'B'), { wins: 2, draws: 1, losses: 0 });
    assert.deepEqual(tallyOf(played, 'B'), { wins: 1, draws: 1, losses: 2 });
    const ratings = new Map([
      ['A', 1012.6],
      ['B', 987],
    ]);
    const text = crosstable(
      ['A', 'B', 'C'],
      played,
      (name) => name,
      (name) => ratings.get(name) ?? null,
    );
    assert.deepEqual(
      text.split('\n').map((line) => line.trim().split(/ {2,}/)),
      [
        ['against A', 'against B', 'against C', 'all', 'rating'],
        ['A', '-', '2.5/3 83% (31-98)', '-', '2.5/3 83% (31-98)', '1013'],
        ['B', '0.5/3 17% (2-69)', '-', '1/1 100% (21-100)', '1.5/4 38% (9-78)', '987'],
        ['C', '-', '0/1 0% (0-79)', '-', '0/1 0% (0-79)', '?'],
      ],
    );
  });

  it('[BT42] a wrong argument is said', () => {
    assert.deepEqual(readTournamentOptions([], {}), {
      ...{ url: 'http://127.0.0.1:2567', levels: [1, 2, 3, 4, 5], games: 20 },
      ...{ variant: 'connect-four', atOnce: 8, owner: null },
    });
    assert.equal(readTournamentOptions(['--help'], {}), null);
    const owner = readTournamentOptions(['--username', 'ann'], { OCTO_BOT_PASSWORD: 'p' })?.owner;
    assert.deepEqual(owner, { username: 'ann', password: 'p' });
    refuses(/--levels .*"3"/, '--levels', '3');
    refuses(/--levels .*different.*"2,2"/, '--levels', '2,2');
    refuses(/--level .*"7"/, '--levels', '1,7');
    refuses(/--games/, '--games', '0');
    refuses(/--at-once/, '--at-once', '51');
    refuses(/no variant "go"/, '--variant', 'go');
    refuses(/OCTO_BOT_PASSWORD/, '--username', 'ann');
    refuses(/--key/, '--key', 'k');
  });

  it('[BT43] a call that fails in passing is made again after as long as the server asks, at most eight times', async () => {
    const waited: number[] = [];
    const timing = {
      now: () => 0,
      chance: () => 1,
      after(ms: number, run: () => void) {
        waited.push(ms);
        run();
        return () => undefined;
      },
    };
    const busy = new ApiProblem(429, 'http/too-many-requests', '', [], 7_000);
    let calls = 0;
    const answer = await patiently(timing, async () => {
      calls += 1;
      if (calls < 3) throw busy;
      return 'done';
    });
    assert.deepEqual([answer, calls, waited], ['done', 3, [7_000, 7_000]]);
    await assert.rejects(
      patiently(timing, () => Promise.reject(busy)),
      busy,
    );
    assert.equal(waited.length, 2 + 7);
    const final = new ApiProblem(409, 'account/too-many-bots', '');
    await assert.rejects(
      patiently(timing, () => Promise.reject(final)),
      final,
    );
    assert.equal(waited.length, 2 + 7);
  });
});
