import { accept, type Result, refuse } from '../kernel/result.ts';
import { unreachable } from '../kernel/unreachable.ts';
import { acting, type Command, type Decision, ends, isFullySeated, seatOf } from './decision.ts';
import { mostOffers } from './limits.ts';
import type { GameRefusal } from './refusals.ts';
import type { Seat, Side } from './seats.ts';
import type { Created, Ended, Playing } from './state.ts';
import { sideToMove } from './turn.ts';

type OfferCommand = Command<'Offer' | 'Accept' | 'Decline'>;

/** Where an offer lies: the game, who speaks about it, and the side whose offer of this kind stands. */
interface Table {
  readonly game: Playing | Ended;
  readonly seat: Seat;
  readonly standing: Side | undefined;
}

/** A rematch is spoken of after a game that was really played, until one is agreed. */
const rematchTable = (state: Created, { by }: OfferCommand): Result<Table, GameRefusal> => {
  if (state.phase !== 'ended' || !isFullySeated(state)) return refuse('game/not-ended');
  const seat = seatOf(state, by);
  if (!seat) return refuse('game/not-a-player');
  return state.next ? refuse('game/rematch-agreed') : accept({ game: state, seat, standing: state.offers.rematch });
};

const table = (state: Created, command: OfferCommand): Result<Table, GameRefusal> => {
  if (command.offer === 'rematch') return rematchTable(state, command);
  const actor = acting(state, command);
  if (!actor.ok) return actor;
  const { game, seat } = actor.value;
  return accept({ game, seat, standing: game.offers[command.offer] });
};

/** How many moves go back so that the side that asked is to move again: its own last, and the reply if there is one. */
const takebackCount = (game: Pick<Playing, 'first' | 'moves'>, asked: Side): number =>
  sideToMove(game) === asked ? 2 : 1;

const agree = ({ game, seat, standing }: Table, command: Command<'Offer' | 'Accept'>): Decision => {
  const { at, by: player, offer, next } = command;
  switch (offer) {
    case 'draw':
      return ends(at, null, 'agreement');
    case 'takeback':
      return accept([{ type: 'MovesTakenBack', at, player, count: takebackCount(game, standing ?? seat.side) }]);
    case 'rematch':
      return accept([{ type: 'RematchAgreed', at, player, next }]);
    default:
      return unreachable(offer);
  }
};

/** Offering what the other side already offers is accepting it. */
export const decideOffer = (state: Created, command: Command<'Offer'>): Decision => {
  const found = table(state, command);
  if (!found.ok) return found;
  const { game, seat, standing } = found.value;
  if (standing === seat.side) return refuse('game/already-offered');
  if (standing) return agree(found.value, command);
  if (game.offersMade[seat.side] >= mostOffers) return refuse('game/too-many-offers');
  const { at, by: player, offer } = command;
  if (offer === 'takeback' && game.moves.length < takebackCount(game, seat.side)) {
    return refuse('game/nothing-to-take-back');
  }
  return accept([{ type: 'OfferMade', at, player, side: seat.side, offer }]);
};

export const decideAccept = (state: Created, command: Command<'Accept'>): Decision => {
  const found = table(state, command);
  if (!found.ok) return found;
  const { seat, standing } = found.value;
  if (!standing) return refuse('game/no-offer');
  return standing === seat.side ? refuse('game/own-offer') : agree(found.value, command);
};

/** Takes an offer off the table: the other side's is declined, one's own is withdrawn. */
export const decideDecline = (state: Created, command: Command<'Decline'>): Decision => {
  const found = table(state, command);
  if (!found.ok) return found;
  const { seat, standing } = found.value;
  if (!standing) return refuse('game/no-offer');
  const { at, by: player, offer } = command;
  return accept([{ type: 'OfferDeclined', at, player, side: seat.side, offer }]);
};
