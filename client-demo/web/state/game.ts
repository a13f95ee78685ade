import type { Cell } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { ChatLine, GameRequestType, RatingChangesMessage } from '../../../shared/protocol/room.ts';
import type { GameView } from '../../connection/game-view.ts';
import type { Failure } from './failure.ts';
import type { News } from './news.ts';

export type Role = 'player' | 'spectator';
/** `looking` until the game's own page has answered, `outside` while a visitor has not decided how to come in. */
export type GameLink = 'looking' | 'outside' | 'connecting' | 'online' | 'reconnecting' | 'closed';
export type RatingChange = RatingChangesMessage['changes'][number];

/** A move that is shown before the server has confirmed it. */
interface PendingMove {
  readonly cell: Cell;
  readonly side: Side;
  /** How many moves stood when it was made: it is confirmed by the first view with more. */
  readonly plies: number;
}

export interface GameScreen {
  readonly name: 'game';
  readonly id: string;
  /** The player's id, or null for a visitor. */
  readonly me: string | null;
  /** The visitor came to play: a free seat is taken without asking again. */
  readonly eager: boolean;
  readonly link: GameLink;
  /** How often the game's page has been asked for in vain. */
  readonly tries: number;
  readonly role: Role | null;
  readonly summary: GameSummary | null;
  readonly view: GameView | null;
  /** This machine's clock minus the server's, ms; right to within the least delay met. */
  readonly aheadMs: number;
  /** The last round trip, ms. */
  readonly latencyMs: number | null;
  readonly pending: PendingMove | null;
  /** On small boards of touch screens the first tap aims and the second plays. */
  readonly aim: Cell | null;
  /** The move to be made as soon as the turn comes. */
  readonly premove: Cell | null;
  readonly asking: readonly GameRequestType[];
  readonly confirming: 'resign' | null;
  readonly refusal: Failure | null;
  readonly failure: Failure | null;
  readonly chat: readonly ChatLine[];
  readonly draft: string;
  /** The line of chat that is on its way. */
  readonly said: string;
  readonly ratingChanges: readonly RatingChange[];
  readonly news: { readonly count: number; readonly last: News } | null;
  readonly copied: boolean;
  readonly botLevel: number;
  readonly seatingBot: boolean;
}

export const enterGame = (id: string, me: string | null, eager: boolean): GameScreen => ({
  name: 'game',
  id,
  me,
  eager,
  link: 'looking',
  tries: 0,
  role: null,
  summary: null,
  view: null,
  aheadMs: 0,
  latencyMs: null,
  pending: null,
  aim: null,
  premove: null,
  asking: [],
  confirming: null,
  refusal: null,
  failure: null,
  chat: [],
  draft: '',
  said: '',
  ratingChanges: [],
  news: null,
  copied: false,
  botLevel: 1,
  seatingBot: false,
});
