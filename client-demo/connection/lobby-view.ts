import type { GameSummary } from '../../shared/protocol/games.ts';

/** The lobby as a value that never changes: public games by age, the newest first, and how many people are here. */
export interface LobbyView {
  readonly awaiting: readonly GameSummary[];
  readonly playing: readonly GameSummary[];
  readonly online: number;
}

export const emptyLobby: LobbyView = { awaiting: [], playing: [], online: 0 };

const newestFirst = (a: GameSummary, b: GameSummary): number =>
  b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id);

const without = (games: readonly GameSummary[], id: string): readonly GameSummary[] =>
  games.some((game) => game.id === id) ? games.filter((game) => game.id !== id) : games;

const withGame = (games: readonly GameSummary[], game: GameSummary, belongs: boolean): readonly GameSummary[] => {
  const others = without(games, game.id);
  return belongs ? [...others, game].sort(newestFirst) : others;
};

/** A game changed: it stands in the list of its status, and a finished one in neither. */
export const lobbyWithGame = (view: LobbyView, game: GameSummary): LobbyView => ({
  ...view,
  awaiting: withGame(view.awaiting, game, game.status === 'awaiting'),
  playing: withGame(view.playing, game, game.status === 'playing'),
});

export const lobbyWithoutGame = (view: LobbyView, id: string): LobbyView => ({
  ...view,
  awaiting: without(view.awaiting, id),
  playing: without(view.playing, id),
});

/** What the room says anew; what it leaves out stays. */
export const lobbyWith = (view: LobbyView, said: Partial<LobbyView>): LobbyView => ({
  awaiting: said.awaiting ? [...said.awaiting].sort(newestFirst) : view.awaiting,
  playing: said.playing ? [...said.playing].sort(newestFirst) : view.playing,
  online: said.online ?? view.online,
});
