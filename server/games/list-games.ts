import type { Page } from '../../shared/protocol/common.ts';
import type { GameSummary } from '../../shared/protocol/games.ts';
import { pageOf } from '../http/paging.ts';
import type { GamesFilter, GamesReadModel } from './games-read-model.ts';
import type { Summarise } from './summaries.ts';

interface Needs {
  readonly model: Pick<GamesReadModel, 'list'>;
  readonly summarise: Summarise;
}

export type ListGames = (filter: GamesFilter, before: number | null, limit: number) => Promise<Page<GameSummary>>;

/** One page of games, newest first; the cursor is the position of the last game's creation. */
export const createListGames =
  ({ model, summarise }: Needs): ListGames =>
  async (filter, before, limit) => {
    const { items, next } = pageOf(await model.list(filter, before, limit + 1), limit, ({ created }) =>
      String(created),
    );
    return { items: await summarise(items), next };
  };

export interface LobbyView {
  readonly awaiting: readonly GameSummary[];
  readonly playing: readonly GameSummary[];
}

const mostAwaiting = 100;
const mostPlaying = 50;

/** The newest public games that wait for players, and the newest that are being played. */
export const createLobbyView =
  ({ model, summarise }: Needs): (() => Promise<LobbyView>) =>
  async () => {
    const [awaiting, playing] = await Promise.all([
      model.list({ status: 'awaiting', viewer: null }, null, mostAwaiting),
      model.list({ status: 'playing', viewer: null }, null, mostPlaying),
    ]);
    return { awaiting: await summarise(awaiting), playing: await summarise(playing) };
  };
