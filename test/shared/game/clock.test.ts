import assert from 'node:assert/strict';
import { deadline, remaining } from '../../../shared/game/clock.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import { gameId } from '../../../shared/kernel/ids.ts';
import {
  asEnded,
  asPlaying,
  continued,
  fischer,
  fold,
  moved,
  o,
  perMove,
  started,
  t0,
  waiting,
  x,
  xo,
} from './fixtures.ts';
import { given } from './given.ts';

const day = 86_400_000;
const withClock = (initialMs: number, incrementMs: number): Settings => ({ ...xo, clock: { initialMs, incrementMs } });
const at = (ms: number) => t0 + ms;
const move = (ms: number, column = 0): GameCommand => ({ type: 'Move', at: at(ms), by: x, x: column, y: 0 });
const giveTime: GameCommand = { type: 'GiveTime', at: at(1_000), by: x };
const timeOut = (ms: number): GameCommand => ({ type: 'TimeOut', at: at(ms) });

describe('clocks', () => {
  it('[GM20] X thinks from the start', () =>
    assert.deepEqual(remaining(asPlaying(started(fischer)), at(7_000)), { x: 53_000, o: 60_000 }));

  it('[GM20] a move costs its time and earns the increment', () =>
    given(started(fischer))
      .when(move(7_000))
      .yields({ type: 'MoveMade', at: at(7_000), player: x, side: 'x', x: 0, y: 0, clockMs: 55_000 }));

  it('[GM20] after a move the other side thinks', () =>
    assert.deepEqual(remaining(asPlaying(continued(started(fischer), move(7_000))), at(10_000)), {
      x: 55_000,
      o: 57_000,
    }));

  it('[GM20] no reading is below zero', () =>
    assert.deepEqual(remaining(asPlaying(started(fischer)), at(day)), { x: 0, o: 60_000 }));

  it('[GM20] there is nothing to read without a clock', () => {
    assert.equal(remaining(asPlaying(started()), t0), null);
    assert.equal(deadline(asPlaying(started())), null);
  });

  it('[GM20] no clock runs before the start', () => assert.equal(deadline(fold(waiting(fischer))), null));

  it('[GM20] the deadline follows the side to move', () => {
    assert.equal(deadline(fold(started(fischer))), at(60_000));
    assert.equal(deadline(fold(continued(started(fischer), move(7_000)))), at(67_000));
  });

  it('[GM21] what is left of a turn lapses', () => {
    const later = continued(started(perMove), move(9_000));
    assert.deepEqual(remaining(asPlaying(later), at(12_000)), { x: 10_000, o: 7_000 });
    assert.equal(deadline(fold(later)), at(19_000));
  });

  it('[GM22] until the deadline a move is in time', () =>
    given(started(fischer))
      .when(move(59_999))
      .leads((state) => assert.equal(state.phase, 'playing')));

  it('[GM22] before the deadline time remains', () =>
    given(started(fischer)).when(timeOut(59_999)).refuses('game/time-remains'));

  it('[GM22] at the deadline the side to move has lost', () =>
    given(started(fischer))
      .when(timeOut(60_000))
      .yields({ type: 'GameEnded', at: at(60_000), winner: 'o', reason: 'time', line: [] }));

  it('[GM22] O loses on time in its own turn', () =>
    given(continued(started(perMove), move(1_000)))
      .when(timeOut(11_000))
      .yields({ type: 'GameEnded', at: at(11_000), winner: 'x', reason: 'time', line: [] }));

  it('[GM22] without a clock time always remains', () =>
    given(started())
      .when(timeOut(400 * day))
      .refuses('game/time-remains'));

  it('[GM22] nobody runs out of time before the start', () =>
    given(waiting(fischer)).when(timeOut(day)).refuses('game/not-playing'));

  const late = { at: at(60_000), by: x, offer: 'draw', next: gameId('next') } as const;
  for (const command of [
    { ...late, type: 'Move', x: 0, y: 0 },
    { ...late, type: 'Resign' },
    { ...late, type: 'Abort' },
    { ...late, type: 'Offer' },
    { ...late, type: 'Accept' },
    { ...late, type: 'Decline' },
    { ...late, type: 'GiveTime', by: o },
    { ...late, type: 'Claim', opponentGoneSince: 0 },
  ] as const) {
    it(`[GM22] ${command.type} is too late at the deadline`, () =>
      given(started(fischer)).when(command).refuses('game/out-of-time'));
  }

  it('[GM23] a time before the start costs nothing', () =>
    given(started(fischer))
      .when(move(-5_000))
      .yields({ type: 'MoveMade', at: at(-5_000), player: x, side: 'x', x: 0, y: 0, clockMs: 62_000 }));

  it('[GM23] a time set back does not lengthen the next turn', () =>
    assert.equal(deadline(fold(continued(started(fischer), move(-5_000)))), at(60_000)));

  it('[GM24] an increment does not lift a bank above the cap', () => {
    const [change] = [{ type: 'TimeGiven', at: t0, player: o, to: 'x', ms: day - 61_000 } as const];
    given([...started(fischer), change])
      .when(move(0))
      .yields({ type: 'MoveMade', at: t0, player: x, side: 'x', x: 0, y: 0, clockMs: day });
  });

  it('[GM25] 15 s go to the other side', () =>
    given(started(fischer))
      .when(giveTime)
      .yields({ type: 'TimeGiven', at: at(1_000), player: x, to: 'o', ms: 15_000 }));

  it('[GM25] given time is on the clock', () =>
    given(started(fischer))
      .when({ ...giveTime, by: o } as GameCommand)
      .leads((state) => {
        assert.ok(state.phase === 'playing');
        assert.deepEqual(remaining(state, at(1_000)), { x: 74_000, o: 60_000 });
      }));

  it('[GM25] near the cap only what fits is given', () =>
    given([...started(fischer), { type: 'TimeGiven', at: t0, player: x, to: 'o', ms: day - 65_000 }])
      .when(giveTime)
      .yields({ type: 'TimeGiven', at: at(1_000), player: x, to: 'o', ms: 5_000 }));

  it('[GM25] a full clock takes no more', () =>
    given([...started(fischer), { type: 'TimeGiven', at: t0, player: x, to: 'o', ms: day - 60_000 }])
      .when(giveTime)
      .refuses('game/clock-full'));

  it('[GM25] a turn of days takes no more', () =>
    given(started({ ...xo, clock: { moveMs: 14 * day } }))
      .when(giveTime)
      .refuses('game/clock-full'));

  it('[GM25] without a clock there is nothing to give to', () =>
    given(started()).when(giveTime).refuses('game/no-clock'));

  it('[GM26] an empty bank opens with one increment', () =>
    assert.deepEqual(remaining(asPlaying(started(withClock(0, 3_000))), t0), { x: 3_000, o: 3_000 }));

  it('[GM27] the clocks stop at the end', () => {
    const end = continued(moved(started(fischer), 'b2', at(10_000)), { type: 'Resign', at: at(30_000), by: x });
    assert.deepEqual(asEnded(end).clocks, { x: 52_000, o: 40_000 });
  });

  it('[GM27] after a loss on time nothing is left', () =>
    assert.deepEqual(asEnded(continued(started(fischer), timeOut(61_000))).clocks, { x: 0, o: 60_000 }));

  it('[GM27] a winning move has its increment', () =>
    assert.deepEqual(asEnded(moved(started(fischer), 'a3 a2 b3 b2 c3')).clocks, { x: 66_000, o: 64_000 }));

  it('[GM27] without a clock none stands', () =>
    assert.equal(asEnded(continued(started(), { type: 'Resign', at: t0, by: x })).clocks, null));
});
