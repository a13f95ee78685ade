import type { VariantName } from '../../../shared/game/variants.ts';
import type { Player } from '../../../shared/protocol/accounts.ts';
import type { Page } from '../../../shared/protocol/common.ts';
import type { GameSummary, Statistics } from '../../../shared/protocol/games.ts';
import type { LadderRating, LeaderboardEntry, RatingChange } from '../../../shared/protocol/ratings.ts';
import type { Effect } from './effect.ts';
import { here, loading, type Remote } from './failure.ts';
import { boardsPlayed, gamesOn, type Openings } from './openings.ts';

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
  /** The newest first, at most 200. */
  readonly games: readonly GameSummary[];
  /** Where there are older ones: the games with each opponent, at most 200. */
  readonly met: Readonly<Record<string, readonly GameSummary[]>>;
  readonly statistics: readonly Statistics[];
  /** By ladder, oldest first. */
  readonly history: Readonly<Record<string, readonly RatingChange[]>>;
}

export interface ProfileScreen {
  readonly name: 'profile';
  readonly id: string;
  readonly profile: Remote<Profile>;
  /** Of one board; null while nothing was played on any. */
  readonly openings: { readonly variant: VariantName; readonly found: Remote<Openings> } | null;
}

export type PageMessage =
  | {
      readonly area: 'page';
      readonly type: 'leaderboard';
      readonly ladder: string;
      readonly page: Remote<Page<LeaderboardEntry>>;
    }
  | { readonly area: 'page'; readonly type: 'more' }
  | { readonly area: 'page'; readonly type: 'profile'; readonly id: string; readonly profile: Remote<Profile> }
  | { readonly area: 'page'; readonly type: 'openings-of'; readonly variant: VariantName }
  | {
      readonly area: 'page';
      readonly type: 'openings';
      readonly id: string;
      readonly variant: VariantName;
      readonly found: Remote<Openings>;
    };

export const enterLeaderboard = (ladder: string): [LeaderboardScreen, Effect[]] => [
  { name: 'leaderboard', ladder, page: loading, loadingMore: false },
  [{ type: 'load-leaderboard', ladder, cursor: null }],
];

export const enterProfile = (id: string): [ProfileScreen, Effect[]] => [
  { name: 'profile', id, profile: loading, openings: null },
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

/** Asks for the openings on a board. */
const lookAt = (screen: ProfileScreen, variant: VariantName): [ProfileScreen, Effect[]] => {
  if (screen.profile.is !== 'here') return [screen, []];
  const games = gamesOn(screen.profile.value.games, variant);
  return [
    { ...screen, openings: { variant, found: loading } },
    [{ type: 'load-openings', player: screen.id, variant, games }],
  ];
};

const profiled = (screen: ProfileScreen, profile: ProfileScreen['profile']): [ProfileScreen, Effect[]] => {
  const next = { ...screen, profile };
  const [favourite] = profile.is === 'here' ? boardsPlayed(profile.value.games) : [];
  return favourite ? lookAt(next, favourite) : [next, []];
};

export const updateProfile = (screen: ProfileScreen, message: PageMessage): [ProfileScreen, Effect[]] => {
  switch (message.type) {
    case 'profile':
      return message.id === screen.id ? profiled(screen, message.profile) : [screen, []];
    case 'openings-of':
      return lookAt(screen, message.variant);
    case 'openings':
      return message.id === screen.id && message.variant === screen.openings?.variant
        ? [{ ...screen, openings: { variant: message.variant, found: message.found } }, []]
        : [screen, []];
    default:
      return [screen, []];
  }
};
