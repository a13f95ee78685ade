import type { VariantName } from '../../../shared/game/variants.ts';
import type { GameSummary, NewGame } from '../../../shared/protocol/games.ts';
import type { LobbyView } from '../../connection/lobby-view.ts';
import type { Effect, LobbyTask } from './effect.ts';
import type { Failure } from './failure.ts';
import { changed, type NewGameForm, newGameBody, newGameForm } from './new-game.ts';

type LobbyLink = 'connecting' | 'online' | 'reconnecting';
export interface LobbyScreen {
  readonly name: 'lobby';
  readonly link: LobbyLink;
  /** Why nothing more is heard of the lobby; null while it is listened to. */
  readonly closed: Failure | null;
  /** Null until the lobby has answered. */
  readonly view: LobbyView | null;
  readonly form: NewGameForm;
  readonly quick: { readonly variant: VariantName; readonly level: number };
  readonly busy: LobbyTask | null;
  readonly failure: { readonly of: LobbyTask; readonly failure: Failure } | null;
}

export type LobbyMessage =
  | { readonly area: 'lobby'; readonly type: 'link'; readonly link: LobbyLink }
  | { readonly area: 'lobby'; readonly type: 'closed'; readonly failure: Failure }
  | { readonly area: 'lobby'; readonly type: 'listed'; readonly view: LobbyView }
  | { readonly area: 'lobby'; readonly type: 'form'; readonly change: Partial<NewGameForm> }
  | { readonly area: 'lobby'; readonly type: 'quick'; readonly change: Partial<LobbyScreen['quick']> }
  | { readonly area: 'lobby'; readonly type: 'create' }
  | { readonly area: 'lobby'; readonly type: 'quick-game' }
  | { readonly area: 'lobby'; readonly type: 'refused'; readonly of: LobbyTask; readonly failure: Failure };

export const enterLobby = (mayPlayRated: boolean): LobbyScreen => ({
  name: 'lobby',
  link: 'connecting',
  closed: null,
  view: null,
  form: newGameForm(mayPlayRated),
  quick: { variant: 'xo', level: 1 },
  busy: null,
  failure: null,
});

/** A game against a bot is nobody else's: private, unrated, without a clock. */
const quickBody = (variant: VariantName): NewGame => ({ variant, rated: false, visibility: 'private', clock: null });

const sent = (screen: LobbyScreen, of: LobbyTask, body: NewGame, level: number | null): [LobbyScreen, Effect[]] =>
  screen.busy
    ? [screen, []]
    : [{ ...screen, busy: of, failure: null }, [{ type: 'create-game', of, body, botLevel: level }]];

/** A game of mine that waits or is played: the lobby leads back to it. */
export const isMine = (game: GameSummary, player: string): boolean => game.players.some(({ id }) => id === player);

const rank = (game: GameSummary, player: string): number => {
  if (isMine(game, player)) return 0;
  return game.players.every(({ bot }) => bot) ? 2 : 1;
};

/** Who waits, as this player wants to see it: their own games, then people, then bots; the newest first in each. */
export const waitingFor = (view: LobbyView, player: string): readonly GameSummary[] =>
  [...view.awaiting].sort((a, b) => rank(a, player) - rank(b, player));

export const updateLobby = (screen: LobbyScreen, message: LobbyMessage): [LobbyScreen, Effect[]] => {
  switch (message.type) {
    case 'link':
      return [{ ...screen, link: message.link }, []];
    case 'closed':
      return [{ ...screen, closed: message.failure }, []];
    case 'listed':
      return [{ ...screen, view: message.view }, []];
    case 'form':
      return [{ ...screen, form: changed(screen.form, message.change) }, []];
    case 'quick':
      return [{ ...screen, quick: { ...screen.quick, ...message.change } }, []];
    case 'create':
      return sent(screen, 'create', newGameBody(screen.form), null);
    case 'quick-game':
      return sent(screen, 'quick', quickBody(screen.quick.variant), screen.quick.level);
    case 'refused':
      return [{ ...screen, busy: null, failure: { of: message.of, failure: message.failure } }, []];
  }
};
