import { refuse } from '../kernel/result.ts';
import { unreachable } from '../kernel/unreachable.ts';
import type { GameCommand } from './commands.ts';
import { decideCreate, decideCreateRematch } from './decide-create.ts';
import { decideMove } from './decide-move.ts';
import { decideAccept, decideDecline, decideOffer } from './decide-offers.ts';
import { decideAbort, decideSit } from './decide-seats.ts';
import {
  decideClaim,
  decideExpire,
  decideGiveTime,
  decideGiveTimeBack,
  decideResign,
  decideTimeOut,
} from './decide-time.ts';
import type { Decision } from './decision.ts';
import type { Created, GameState } from './state.ts';

type InGame = Exclude<GameCommand, { readonly type: 'Create' | 'CreateRematch' }>;

const decideInGame = (state: Created, command: InGame): Decision => {
  switch (command.type) {
    case 'Sit':
      return decideSit(state, command);
    case 'Move':
      return decideMove(state, command);
    case 'Resign':
      return decideResign(state, command);
    case 'Abort':
      return decideAbort(state, command);
    case 'Offer':
      return decideOffer(state, command);
    case 'Accept':
      return decideAccept(state, command);
    case 'Decline':
      return decideDecline(state, command);
    case 'GiveTime':
      return decideGiveTime(state, command);
    case 'Claim':
      return decideClaim(state, command);
    case 'TimeOut':
      return decideTimeOut(state, command);
    case 'GiveTimeBack':
      return decideGiveTimeBack(state, command);
    case 'Expire':
      return decideExpire(state, command);
    default:
      return unreachable(command);
  }
};

/** What a command leads to: the events to record in one commit, or the reason why not. Reads no clock and no chance. */
export const decide = (state: GameState, command: GameCommand): Decision => {
  if (command.type === 'Create') return decideCreate(state, command);
  if (command.type === 'CreateRematch') return decideCreateRematch(state, command);
  return state.phase === 'absent' ? refuse('game/not-found') : decideInGame(state, command);
};
