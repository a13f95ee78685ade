import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deadline, remaining } from '../../../shared/game/clock.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import { exportText } from '../../../shared/game/export-text.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { gameId } from '../../../shared/kernel/ids.ts';
import { asPlaying, continued, fischer, fold, moved, o, perMove, started, t0, waiting, x } from './fixtures.ts';
import { given } from './given.ts';

const at = (ms: number) => t0 + ms;
const giveBack = (from: number, until: number, now = until): GameCommand => ({
  type: 'GiveTimeBack',
  at: at(now),
  from: at(from),
  until: at(until),
});
const givenBack = (from: number, until: number, now = until, side: 'x' | 'o' = 'x') =>
  ({ type: 'TimeGivenBack', at: at(now), side, from: at(from), until: at(until), reason: 'outage' }) as const;

describe('time given back', () => {
  it('[GM28] the clock of the side to move stood still during the outage', () => {
    const excused = continued(started(fischer), giveBack(10_000, 40_000));
    assert.deepEqual(remaining(asPlaying(excused), at(45_000)), { x: 45_000, o: 60_000 });
    assert.equal(deadline(fold(excused)), at(90_000));
  });

  it('[GM28] what counts begins with the turn', () =>
    given(moved(started(fischer), 'b2', at(20_000)))
      .when(giveBack(10_000, 30_000))
      .yields(givenBack(20_000, 30_000, 30_000, 'o')));

  it('[GM28] an outage goes no further than now', () =>
    given(started(fischer))
      .when(giveBack(10_000, 90_000, 20_000))
      .yields(givenBack(10_000, 20_000)));

  it('[GM28] a flag that fell during the outage stands again', () =>
    given(started(fischer))
      .when(giveBack(59_000, 100_000))
      .leads((state) => assert.equal(deadline(state), at(101_000))));

  it('[GM28] a flag that had fallen before stays fallen', () =>
    given(started(fischer)).when(giveBack(60_000, 100_000)).refuses('game/no-time-lost'));

  it('[GM28] a turn with its own time gets it back too, and the next one has no more than its time', () => {
    const excused = continued(started(perMove), giveBack(9_000, 50_000));
    assert.equal(deadline(fold(excused)), at(51_000));
    const next = continued(excused, { type: 'Move', at: at(50_500), by: x, x: 0, y: 0 });
    assert.deepEqual(remaining(asPlaying(next), at(50_500)), { x: 10_000, o: 10_000 });
  });

  it('[GM28] the move after an outage costs only the time around it', () =>
    given(continued(started(fischer), giveBack(10_000, 40_000)))
      .when({ type: 'Move', at: at(45_000), by: x, x: 0, y: 0 })
      .yields({ type: 'MoveMade', at: at(45_000), player: x, side: 'x', x: 0, y: 0, clockMs: 47_000 }));

  it('[GM28] a takeback forgets the outages of the turn that it ends', () => {
    const offer = { offer: 'takeback', next: gameId('next') } as const;
    const back = continued(
      continued(moved(started(fischer), 'b2', at(5_000)), giveBack(10_000, 20_000)),
      { type: 'Offer', at: at(20_000), by: x, ...offer },
      { type: 'Accept', at: at(21_000), by: o, ...offer },
    );
    assert.deepEqual(remaining(asPlaying(back), at(22_000)), { x: 59_000, o: 60_000 });
    given(back)
      .when(giveBack(10_000, 20_000, 30_000))
      .refuses('game/no-time-lost');
  });

  it('[GM29] the same outage again gives nothing back, an overlapping one what is new', () => {
    const excused = continued(started(fischer), giveBack(10_000, 20_000));
    given(excused)
      .when(giveBack(10_000, 20_000, 30_000))
      .refuses('game/no-time-lost');
    given(excused).when(giveBack(15_000, 30_000)).yields(givenBack(20_000, 30_000));
  });

  it('[GM29] there is nothing to give without a clock, before the game and after it', () => {
    given(started()).when(giveBack(0, 1_000)).refuses('game/no-clock');
    given(waiting(fischer)).when(giveBack(0, 1_000)).refuses('game/not-playing');
    given(continued(started(fischer), { type: 'Resign', at: at(1), by: x }))
      .when(giveBack(0, 1_000))
      .refuses('game/not-playing');
  });

  it('[GM75] the export of a game is the same with and without an outage', () => {
    const text = (events: Parameters<typeof fold>[0]): string => {
      const state = fold(events);
      assert.ok(state.phase !== 'absent');
      return exportText({ id: gameId('g'), state, nameOf: String });
    };
    const excused = continued(started(fischer), giveBack(10_000, 20_000));
    assert.equal(text(moved(excused, 'b2 a1', at(20_000))), text(moved(started(fischer), 'b2 a1', at(20_000))));
  });

  const moment = fc.integer({ min: -5_000, max: 59_000 });
  const outages = fc.array(fc.tuple(moment, moment), { maxLength: 12 });

  /** Milliseconds of the turn that lie in none of the outages. */
  const awake = (named: readonly (readonly [number, number])[], until: number): number => {
    const ordered = named.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const).sort(([a], [b]) => a - b);
    let [counted, reached] = [0, 0];
    for (const [from, to] of ordered) {
      counted += Math.max(0, Math.min(from, until) - reached);
      reached = Math.max(reached, Math.min(to, until));
    }
    return counted + until - reached;
  };

  for (const settings of [fischer, { ...fischer, clock: { moveMs: 60_000 } }])
    it(`[GM29] whatever outages are named in whatever order, no more is given back than they lasted (${JSON.stringify(settings.clock)})`, () =>
      fc.assert(
        fc.property(outages, fc.boolean(), (named, twice) => {
          const now = 59_000;
          const asked = (twice ? [...named, ...named] : named).map(([a, b]) =>
            giveBack(Math.min(a, b), Math.max(a, b), now),
          );
          const state = asked.reduce(
            (reached: GameState, command) => {
              const decision = game.decide(reached, command);
              return decision.ok ? decision.value.reduce(game.evolve, reached) : reached;
            },
            fold(started(settings)),
          );
          assert.ok(state.phase === 'playing');
          const left = remaining(state, at(now))!.x;
          assert.ok(left <= 60_000 - awake(named, now), 'time outside the outages is charged');
          assert.ok(left >= 1_000, 'nobody has less than without them');
          assert.equal(remaining(state, at(now))!.o, 60_000);
        }),
        { numRuns: 400, seed: 5 },
      ));

  it('[GM29] outages named in their order are given back to the millisecond', () =>
    fc.assert(
      fc.property(outages, (named) => {
        const ordered = named.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const).sort(([a], [b]) => a - b);
        const state = ordered.reduce(
          (reached: GameState, [from, until]) => {
            const decision = game.decide(reached, giveBack(from, until, 59_000));
            return decision.ok ? decision.value.reduce(game.evolve, reached) : reached;
          },
          fold(started(fischer)),
        );
        assert.ok(state.phase === 'playing');
        assert.equal(remaining(state, at(59_000))!.x, 60_000 - awake(named, 59_000));
      }),
      { numRuns: 400, seed: 6 },
    ));
});
