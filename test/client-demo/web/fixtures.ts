import type { GameView, SeatView } from '../../../client-demo/connection/game-view.ts';
import { type AppState, initialState, type Message } from '../../../client-demo/web/state/app-state.ts';
import type { Effect } from '../../../client-demo/web/state/effect.ts';
import type { Failure } from '../../../client-demo/web/state/failure.ts';
import { enterGame, type GameScreen } from '../../../client-demo/web/state/game.ts';
import type { GameMessage } from '../../../client-demo/web/state/game-message.ts';
import type { Route } from '../../../client-demo/web/state/routes.ts';
import { update } from '../../../client-demo/web/state/update.ts';
import { gameId, playerId } from '../../../shared/kernel/ids.ts';
import type { OwnPlayer } from '../../../shared/protocol/accounts.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import { xo } from '../../shared/game/fixtures.ts';

export const at = '2026-01-02T03:04:05.000Z';

export const ann: OwnPlayer = {
  id: 'ann',
  username: 'ann',
  displayName: 'Ann',
  guest: false,
  bot: false,
  createdAt: at,
  email: 'ann@example.org',
  verified: true,
  mayPlayRated: true,
};
export const guest: OwnPlayer = { ...ann, id: 'g1', username: null, guest: true, email: null, mayPlayRated: false };

export const seat = (side: 'x' | 'o', id: string): SeatView => ({
  side,
  index: 0,
  id: playerId(id),
  name: id,
  rating: 800,
  connected: true,
  goneSince: null,
  bot: false,
});

/** A 3x3 game between ann (X) and bob (O), X to move. */
export const view = (change: Partial<GameView> = {}): GameView => ({
  protocol: 1,
  id: gameId('g'),
  version: 4,
  status: 'playing',
  variant: 'xo',
  width: 3,
  height: 3,
  inARow: 3,
  gravity: false,
  exact: false,
  teamSize: 1,
  rated: true,
  cells: new Uint8Array(9),
  turn: { side: 'x', index: 0 },
  seats: [seat('x', 'ann'), seat('o', 'bob')],
  clocks: null,
  lastMove: null,
  plies: 0,
  result: null,
  offers: { draw: null, takeback: null, rematch: null },
  next: null,
  spectators: 0,
  ...change,
});

/** Somebody presses a cell of the game `g`; not sure is a finger that only aims. */
export const press = (x: number, y: number, sure = true): GameMessage => ({
  ...{ area: 'game', game: 'g', type: 'pressed', cell: { x, y }, sure },
});

/** The server shows the game `g` as it is now. */
export const picture = (change: Partial<GameView>): GameMessage => ({
  ...{ area: 'game', game: 'g', type: 'view', view: view(change), aheadMs: 0 },
});

export const summary = (change: Partial<GameSummary> = {}): GameSummary => ({
  id: 'g',
  status: 'awaiting',
  variant: 'xo',
  settings: xo,
  createdBy: 'bob',
  players: [{ side: 'o', seat: 0, id: 'bob', name: 'Bob', bot: false, guest: false, rating: 800, ratingChange: null }],
  createdAt: at,
  startedAt: null,
  endedAt: null,
  result: null,
  rematchOf: null,
  ...change,
});

export const failure = (code: string, change: Partial<Failure> = {}): Failure => ({
  code,
  text: `words of ${code}`,
  fields: [],
  retryAfter: null,
  ...change,
});

/** Ann's screen of the game above, in the room. */
export const inGame = (change: Partial<GameScreen> = {}): GameScreen => ({
  ...enterGame('g', 'ann', false),
  link: 'online',
  role: 'player',
  summary: summary({ status: 'playing' }),
  view: view(),
  ...change,
});

/** Folds messages into a state; gives the last state and every effect that was asked for. */
export const told = (state: AppState, ...messages: readonly Message[]): { state: AppState; effects: Effect[] } =>
  messages.reduce<{ state: AppState; effects: Effect[] }>(
    (so, message) => {
      const [next, effects] = update(so.state, message);
      return { state: next, effects: [...so.effects, ...effects] };
    },
    { state, effects: [] },
  );

export const seenBy = (player: OwnPlayer | null): Message => ({
  area: 'app',
  type: 'viewer',
  viewer: player ? { is: 'player', player } : { is: 'nobody' },
});

/** The client at a route once it is known who looks. */
export const openedAt = (route: Route, player: OwnPlayer | null): AppState =>
  told(initialState(route), seenBy(player)).state;

export const types = (effects: readonly Effect[]): string[] => effects.map(({ type }) => type);
