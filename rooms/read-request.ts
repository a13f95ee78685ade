import type { GameCommand } from '../shared/game/commands.ts';
import type { OfferKind } from '../shared/game/events.ts';
import { type GameId, gameId, type PlayerId } from '../shared/kernel/ids.ts';
import { type GameRequestBody, type GameRequestType, gameRequests } from '../shared/protocol/room.ts';

/** A request that was understood. */
export type GameRequest = {
  [Type in GameRequestType]: { readonly type: Type; readonly body: GameRequestBody<Type> };
}[GameRequestType];

/** What arrived as a request, or undefined when it cannot be one. */
export const readRequest = (type: string, body: unknown): GameRequest | undefined => {
  if (!Object.hasOwn(gameRequests, type)) return undefined;
  const read = gameRequests[type as GameRequestType].safeParse(body);
  return read.success ? ({ type, body: read.data } as GameRequest) : undefined;
};

/** What a command needs beside the request; none of it comes from the wire. */
export interface Circumstances {
  readonly at: number;
  readonly by: PlayerId;
  newId(): string;
  opponentGoneSince(): number | null;
}

type Offering = Extract<GameRequest, { type: OfferKind }>;

const offerCommand = ({ type, body }: Offering, { at, by, newId }: Circumstances): GameCommand => {
  if (body.action === 'decline') return { type: 'Decline', at, by, offer: type };
  const next: GameId = gameId(newId());
  return { type: body.action === 'offer' ? 'Offer' : 'Accept', at, by, offer: type, next };
};

/** The command that a player's request stands for. */
export const commandOf = (
  request: Exclude<GameRequest, { type: 'chat' }>,
  circumstances: Circumstances,
): GameCommand => {
  const { at, by, opponentGoneSince } = circumstances;
  switch (request.type) {
    case 'move':
      return { type: 'Move', at, by, x: request.body.x, y: request.body.y ?? null };
    case 'resign':
      return { type: 'Resign', at, by };
    case 'abort':
      return { type: 'Abort', at, by };
    case 'give-time':
      return { type: 'GiveTime', at, by };
    case 'claim':
      return { type: 'Claim', at, by, opponentGoneSince: opponentGoneSince() };
    case 'draw':
    case 'takeback':
    case 'rematch':
      return offerCommand(request, circumstances);
  }
};
