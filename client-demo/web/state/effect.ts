import type { BoardSettings } from '../../../shared/game/settings.ts';
import type { VariantName } from '../../../shared/game/variants.ts';
import type { NewGame } from '../../../shared/protocol/games.ts';
import type { GameRequestBody, GameRequestType } from '../../../shared/protocol/room.ts';
import type { GradedMove } from '../analysis/grade.ts';
import type { Form } from './form.ts';
import type { Role } from './game.ts';
import type { Route } from './routes.ts';
import type { Settings } from './settings.ts';
import type { Sound } from './sounds.ts';

/** A request to a room without the command's id, which is chance and so is given where the effect runs. */
export type RoomAsk = {
  [Type in GameRequestType]: { readonly request: Type; readonly body: Omit<GameRequestBody<Type>, 'commandId'> };
}[GameRequestType];

/** What the lobby asks of the server: a game by the form, or a quick one against a bot. */
export type LobbyTask = 'create' | 'quick';

/** What an update wants done in the world. Data only: `effects.ts` runs it and answers with messages. */
export type Effect =
  | { readonly type: 'show-path'; readonly route: Route; readonly replace: boolean }
  | { readonly type: 'keep-settings'; readonly settings: Settings }
  | { readonly type: 'sound'; readonly sound: Sound }
  | { readonly type: 'find-viewer' }
  | { readonly type: 'become-guest' }
  | { readonly type: 'log-out' }
  | { readonly type: 'send-form'; readonly form: Form; readonly upgrade: boolean; readonly token: string }
  | { readonly type: 'verify'; readonly token: string }
  | { readonly type: 'resend-verification'; readonly email: string }
  | { readonly type: 'open-lobby' }
  | { readonly type: 'close-lobby' }
  | { readonly type: 'create-game'; readonly of: LobbyTask; readonly body: NewGame; readonly botLevel: number | null }
  | { readonly type: 'find-game'; readonly game: string; readonly afterMs: number }
  | { readonly type: 'open-game'; readonly game: string; readonly role: Role }
  | { readonly type: 'close-game'; readonly game: string }
  | ({ readonly type: 'ask-room'; readonly game: string } & RoomAsk)
  | { readonly type: 'seat-bot'; readonly game: string; readonly level: number }
  /** Of a game or its replay. */
  | { readonly type: 'copy-link'; readonly route: Extract<Route, { readonly name: 'game' | 'replay' }> }
  | { readonly type: 'load-recording'; readonly game: string }
  | { readonly type: 'tick-replay'; readonly game: string; readonly run: number; readonly afterMs: number }
  | {
      readonly type: 'grade-moves';
      readonly game: string;
      readonly board: BoardSettings;
      readonly moves: readonly GradedMove[];
    }
  | { readonly type: 'load-leaderboard'; readonly ladder: string; readonly cursor: string | null }
  | { readonly type: 'load-profile'; readonly player: string }
  | {
      readonly type: 'load-openings';
      readonly player: string;
      readonly variant: VariantName;
      readonly games: readonly string[];
    }
  | { readonly type: 'load-sessions' }
  | { readonly type: 'revoke-session'; readonly session: string };
