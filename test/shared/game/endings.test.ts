import assert from 'node:assert/strict';
import type { GameCommand } from '../../../shared/game/commands.ts';
import type { EndReason, GameEvent } from '../../../shared/game/events.ts';
import { expiryAt } from '../../../shared/game/expiry.ts';
import { claimAfterMs } from '../../../shared/game/limits.ts';
import type { Side } from '../../../shared/game/seats.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import {
  account,
  asEnded,
  continued,
  fischer,
  fold,
  moved,
  next,
  o,
  started,
  stranger,
  t0,
  taken,
  teams,
  waiting,
  x,
} from './fixtures.ts';
import { given } from './given.ts';

const day = 86_400_000;
const fortnight = 14 * day;
const ended = (winner: Side | null, reason: EndReason, at = t0): GameEvent => ({
  type: 'GameEnded',
  at,
  winner,
  reason,
  line: [],
});
const resign = { type: 'Resign', at: t0, by: x } as const;
const abort = { type: 'Abort', at: t0, by: x } as const;
const claim = { type: 'Claim', at: t0 + claimAfterMs, by: x, opponentGoneSince: t0 } as const;
const expire = (at: number): GameCommand => ({ type: 'Expire', at });

describe('resigning', () => {
  it('[GM30] the other side wins', () => given(started()).when(resign).yields(ended('o', 'resignation')));

  it('[GM30] one resigns for the whole team, in turn or not', () =>
    given(started(teams))
      .when({ ...resign, by: playerId('o1') })
      .yields(ended('x', 'resignation')));

  it('[GM30] a stranger does not resign', () =>
    given(started())
      .when({ ...resign, by: stranger })
      .refuses('game/not-a-player'));

  it('[GM30] nobody resigns before the start', () => given(waiting()).when(resign).refuses('game/not-playing'));
});

describe('aborting', () => {
  it('[GM31] the creator ends a game that waits', () => given(waiting()).when(abort).yields(ended(null, 'aborted')));

  it('[GM31] such a game has an empty board and keeps its seats', () => {
    const state = asEnded(continued(waiting(), abort));
    assert.deepEqual([state.moves, state.clocks, state.next, state.seats.length], [[], null, null, 1]);
    assert.ok(state.cells.every((mark) => mark === 0));
  });

  it('[GM31] another player leaves the seat', () =>
    given([...waiting(teams), taken('o', 1)])
      .when({ ...abort, by: playerId('o1') })
      .yields({ type: 'SeatLeft', at: t0, player: playerId('o1'), side: 'o', index: 1 }));

  it('[GM31] who left is no player', () =>
    given(continued([...waiting(teams), taken('o', 0)], { ...abort, by: o }))
      .when({ ...abort, by: o })
      .refuses('game/not-a-player'));

  it('[GM31] a stranger aborts nothing', () =>
    given(waiting())
      .when({ ...abort, by: stranger })
      .refuses('game/not-a-player'));

  for (const cells of [[], ['b2']]) {
    it(`[GM32] after ${cells.length} moves either player may abort`, () => {
      const history = cells.length ? moved(started(), cells.join(' ')) : started();
      for (const by of [x, o])
        given(history)
          .when({ ...abort, by })
          .yields(ended(null, 'aborted'));
    });
  }

  it('[GM32] after two moves it is too late', () =>
    given(moved(started(), 'b2 a1')).when(abort).refuses('game/too-late-to-abort'));

  it('[GM32] a stranger never aborts', () =>
    given(started())
      .when({ ...abort, by: stranger })
      .refuses('game/not-a-player'));
});

describe('claiming', () => {
  it('[GM33] wins when the opponents have been gone for 30 s', () =>
    given(started())
      .when(claim)
      .yields(ended('x', 'abandonment', claim.at)));

  it('[GM33] is open to the side that is not to move', () =>
    given(started())
      .when({ ...claim, by: o })
      .yields(ended('o', 'abandonment', claim.at)));

  it('[GM33] is too early before', () =>
    given(started())
      .when({ ...claim, at: claim.at - 1 })
      .refuses('game/opponent-present'));

  it('[GM33] is refused while the opponent is there', () =>
    given(started())
      .when({ ...claim, opponentGoneSince: null })
      .refuses('game/opponent-present'));

  it('[GM38] is refused while the last move is the opponents’ and younger, wherever they made it', () => {
    const answered = moved(moved(started(), 'a1', t0), 'b2', claim.at - 1);
    given(answered).when(claim).refuses('game/opponent-present');
    given(answered)
      .when({ ...claim, at: claim.at - 1 + claimAfterMs })
      .yields(ended('x', 'abandonment', claim.at - 1 + claimAfterMs));
    given(moved(started(), 'a1', claim.at - 1))
      .when(claim)
      .yields(ended('x', 'abandonment', claim.at));
  });

  it('[GM33] is for players', () =>
    given(started())
      .when({ ...claim, by: stranger })
      .refuses('game/not-a-player'));

  it('[GM33] is for games in play', () => given(waiting()).when(claim).refuses('game/not-playing'));
});

describe('expiry', () => {
  it('[GM34] a game that waited a day expires', () =>
    given(waiting())
      .when(expire(t0 + day))
      .yields(ended(null, 'expired', t0 + day)));

  it('[GM34] not earlier', () =>
    given(waiting())
      .when(expire(t0 + day - 1))
      .refuses('game/not-expired'));

  it('[GM35] a turn may last fourteen days', () =>
    given(started())
      .when(expire(t0 + fortnight - 1))
      .refuses('game/not-expired'));

  it('[GM35] a game that hardly began expires', () =>
    given(moved(started(), 'b2'))
      .when(expire(t0 + fortnight))
      .yields(ended(null, 'expired', t0 + fortnight)));

  it('[GM35] later the side to move loses', () =>
    given(moved(started(), 'b2 a1'))
      .when(expire(t0 + fortnight))
      .yields(ended('o', 'abandonment', t0 + fortnight)));

  it('[GM35] each move begins a new turn', () =>
    given(moved(started(), 'b2', t0 + day))
      .when(expire(t0 + fortnight))
      .refuses('game/not-expired'));

  it('[GM35] a takeback begins a new turn', () => {
    const asked = { by: x, offer: 'takeback', next, at: t0 + day } as const;
    const back = continued(moved(started(), 'b2'), { ...asked, type: 'Offer' }, { ...asked, type: 'Accept', by: o });
    assert.equal(expiryAt(fold(back)), t0 + day + fortnight);
  });

  it('[GM35] a game with a clock never expires', () =>
    given(started(fischer))
      .when(expire(t0 + 400 * day))
      .refuses('game/not-expired'));

  it('[GM35] what has ended does not expire', () =>
    given(continued(started(), resign))
      .when(expire(t0 + 400 * day))
      .refuses('game/not-expired'));

  it('[GM36] says when to look again', () => {
    assert.equal(expiryAt({ phase: 'absent' }), null);
    assert.equal(expiryAt(fold(waiting(fischer))), t0 + day);
    assert.equal(expiryAt(fold(started())), t0 + fortnight);
    assert.equal(expiryAt(fold(started(fischer))), t0 + 60_000);
    assert.equal(expiryAt(fold(continued(started(), resign))), null);
  });
});

describe('after the end', () => {
  const end = continued(moved(started(), 'b2 a1'), resign);
  for (const command of [
    { type: 'Move', at: t0, by: x, x: 0, y: 0 },
    resign,
    abort,
    { type: 'Offer', at: t0, by: x, offer: 'draw', next },
    { type: 'Accept', at: t0, by: x, offer: 'takeback', next },
    { type: 'Decline', at: t0, by: x, offer: 'draw' },
    { type: 'GiveTime', at: t0, by: x },
    claim,
    { type: 'TimeOut', at: t0 },
  ] as const) {
    it(`[GM37] ${command.type} is refused`, () => given(end).when(command).refuses('game/not-playing'));
  }

  it('[GM37] nobody sits down', () =>
    given(end)
      .when({ type: 'Sit', at: t0, by: account(stranger), side: null, index: null })
      .refuses('game/not-awaiting'));
});
