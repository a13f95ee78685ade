import type { Cell, OfferKind } from '../../../shared/game/events.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { ChatLine, GameRequestType } from '../../../shared/protocol/room.ts';
import type { GameView } from '../../connection/game-view.ts';
import type { Failure } from './failure.ts';
import type { GameLink, RatingChange, Role } from './game.ts';

export type OfferAction = 'offer' | 'accept' | 'decline';

/** What the room, the server and the clock tell a game screen. */
type Told =
  | { readonly type: 'found'; readonly summary: GameSummary }
  | { readonly type: 'not-found'; readonly failure: Failure }
  | { readonly type: 'link'; readonly link: GameLink; readonly role: Role }
  | { readonly type: 'closed'; readonly failure: Failure }
  | { readonly type: 'view'; readonly view: GameView; readonly aheadMs: number }
  | { readonly type: 'latency'; readonly ms: number }
  | { readonly type: 'chat'; readonly lines: readonly ChatLine[]; readonly whole: boolean }
  | { readonly type: 'ratings'; readonly changes: readonly RatingChange[] }
  | { readonly type: 'answered'; readonly request: GameRequestType }
  | { readonly type: 'refused'; readonly request: GameRequestType; readonly failure: Failure }
  | { readonly type: 'bot-seated'; readonly failure: Failure | null }
  | { readonly type: 'copied'; readonly done: boolean };

/** What a person does on a game screen. */
type Done =
  | { readonly type: 'join'; readonly role: Role }
  | { readonly type: 'pressed'; readonly cell: Cell; readonly sure: boolean }
  | { readonly type: 'drop-premove' }
  | { readonly type: 'offer'; readonly offer: OfferKind; readonly action: OfferAction }
  | { readonly type: 'ask'; readonly request: 'abort' | 'give-time' | 'claim' }
  | { readonly type: 'resign'; readonly sure: boolean }
  | { readonly type: 'keep-playing' }
  | { readonly type: 'drafted'; readonly text: string }
  | { readonly type: 'chat-sent' }
  | { readonly type: 'bot-level'; readonly level: number }
  | { readonly type: 'seat-bot' }
  | { readonly type: 'copy-link' }
  | { readonly type: 'refusal-read' };

/** `game` names whom it concerns: a message about a game that was left meanwhile is dropped. */
export type GameMessage = { readonly area: 'game'; readonly game: string } & (Told | Done);
