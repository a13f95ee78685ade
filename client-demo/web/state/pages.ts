import type { Player } from '../../../shared/protocol/accounts.ts';
import type { Page } from '../../../shared/protocol/common.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { LadderRating, LeaderboardEntry, RatingChange } from '../../../shared/protocol/ratings.ts';
import type { Effect } from './effect.ts';
import { here, loading, type Remote } from './failure.ts';

export interface LeaderboardScreen {
  readonly name: 'leaderboard';
  readonly ladder: string;
  readonly page: Remote<Page<LeaderboardEntry>>;
  readonly loadingMore: boolean;
}

/** A player as their page shows them. */
export interface Profile {
  readonly player: Player;
  readonly ratings: readonly LadderRating[];
  readonly games: readonly GameSummary[];
  /** By ladder, oldest first. */
  readonly history: Readonly<Record<string, readonly RatingChange[]>>;
}

export interface ProfileScreen {
  readonly name: 'profile';
  readonly id: string;
  readonly profile: Remote<Profile>;
}

export type PageMessage =
  | {
      readonly area: 'page';
      readonly type: 'leaderboard';
      readonly ladder: string;
      readonly page: Remote<Page<LeaderboardEntry>>;
    }
  | { readonly area: 'page'; readonly type: 'more' }
  | { readonly area: 'page'; readonly type: 'profile'; readonly id: string; readonly profile: Remote<Profile> };

export const enterLeaderboard = (ladder: string): [LeaderboardScreen, Effect[]] => [
  { name: 'leaderboard', ladder, page: loading, loadingMore: false },
  [{ type: 'load-leaderboard', ladder, cursor: null }],
];

export const enterProfile = (id: string): [ProfileScreen, Effect[]] => [
  { name: 'profile', id, profile: loading },
  [{ type: 'load-profile', player: id }],
];

/** The next page goes below the ones that are shown; when it fails, those stay. */
const extended = (screen: LeaderboardScreen, page: LeaderboardScreen['page']): LeaderboardScreen => {
  const shown = screen.page;
  if (!screen.loadingMore || shown.is !== 'here') return { ...screen, page };
  if (page.is !== 'here') return { ...screen, loadingMore: false };
  const items = [...shown.value.items, ...page.value.items];
  return { ...screen, loadingMore: false, page: here({ items, next: page.value.next }) };
};

const more = (screen: LeaderboardScreen): [LeaderboardScreen, Effect[]] => {
  const cursor = screen.page.is === 'here' ? screen.page.value.next : null;
  if (cursor === null || screen.loadingMore) return [screen, []];
  return [{ ...screen, loadingMore: true }, [{ type: 'load-leaderboard', ladder: screen.ladder, cursor }]];
};

export const updateLeaderboard = (screen: LeaderboardScreen, message: PageMessage): [LeaderboardScreen, Effect[]] => {
  if (message.type === 'more') return more(screen);
  const concerns = message.type === 'leaderboard' && message.ladder === screen.ladder;
  return [concerns ? extended(screen, message.page) : screen, []];
};

export const updateProfile = (screen: ProfileScreen, message: PageMessage): [ProfileScreen, Effect[]] => {
  const concerns = message.type === 'profile' && message.id === screen.id;
  return [concerns ? { ...screen, profile: message.profile } : screen, []];
};
