import { accept, refuse } from '../kernel/result.ts';
import { giftFor, hasFlagFallen, timeLost } from './clock.ts';
import { acting, type Command, type Decision, ends } from './decision.ts';
import { neglectedAt } from './expiry.ts';
import { abortableMoves, claimAfterMs } from './limits.ts';
import { otherSide, type Side } from './seats.ts';
import type { Created, Playing } from './state.ts';
import { sideToMove } from './turn.ts';

/** Anyone's resignation is the whole team's. */
export const decideResign = (state: Created, command: Command<'Resign'>): Decision => {
  const actor = acting(state, command);
  return actor.ok ? ends(command.at, otherSide(actor.value.seat.side), 'resignation') : actor;
};

/** A gift of time to the other side, as much of it as their clock still takes. */
export const decideGiveTime = (state: Created, command: Command<'GiveTime'>): Decision => {
  const actor = acting(state, command);
  if (!actor.ok) return actor;
  const { game, seat } = actor.value;
  if (!game.clocks) return refuse('game/no-clock');
  const to = otherSide(seat.side);
  const ms = giftFor(game.clocks, to);
  return ms > 0
    ? accept([{ type: 'TimeGiven', at: command.at, player: command.by, to, ms }])
    : refuse('game/clock-full');
};

/** The time of an outage goes back to the side to move, as far as its clock ran then; once, however often it is asked for. */
export const decideGiveTimeBack = (state: Created, { at, from, until }: Command<'GiveTimeBack'>): Decision => {
  if (state.phase !== 'playing') return refuse('game/not-playing');
  if (!state.clocks) return refuse('game/no-clock');
  const lost = timeLost(state, { from, until: Math.min(until, at) });
  if (!lost) return refuse('game/no-time-lost');
  return accept([{ type: 'TimeGivenBack', at, side: sideToMove(state), ...lost, reason: 'outage' }]);
};

/** Whoever moved last was there then, also where their connection is not known: to another room of the game, say. */
const lastSeen = (state: Playing, side: Side): number =>
  state.moves.length > 0 && sideToMove(state) !== side ? state.turnSince : 0;

/** A player whose opponents have all been gone for long enough wins by asking. */
export const decideClaim = (state: Created, command: Command<'Claim'>): Decision => {
  const actor = acting(state, command);
  if (!actor.ok) return actor;
  const { at, opponentGoneSince: since } = command;
  const { game, seat } = actor.value;
  if (since === null || at - Math.max(since, lastSeen(game, otherSide(seat.side))) < claimAfterMs)
    return refuse('game/opponent-present');
  return ends(at, seat.side, 'abandonment');
};

export const decideTimeOut = (state: Created, { at }: Command<'TimeOut'>): Decision => {
  if (state.phase !== 'playing') return refuse('game/not-playing');
  return hasFlagFallen(state, at) ? ends(at, otherSide(sideToMove(state)), 'time') : refuse('game/time-remains');
};

/** Closes what nobody will finish. Whoever lets a game rest that is under way loses it; one that hardly began has no winner. */
export const decideExpire = (state: Created, { at }: Command<'Expire'>): Decision => {
  const due = neglectedAt(state);
  if (due === null || at < due) return refuse('game/not-expired');
  const underWay = state.phase === 'playing' && state.moves.length >= abortableMoves;
  return underWay ? ends(at, otherSide(sideToMove(state)), 'abandonment') : ends(at, null, 'expired');
};
