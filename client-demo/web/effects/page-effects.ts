import { variantNames } from '../../../shared/game/variants.ts';
import type { Page } from '../../../shared/protocol/common.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { Api } from '../../connection/api.ts';
import type { Dispatch } from '../state/app-state.ts';
import { opponentsIn } from '../state/crosstable.ts';
import type { Effect } from '../state/effect.ts';
import { failed, here, type Remote } from '../state/failure.ts';
import { type Openings, openingsOf } from '../state/openings.ts';
import type { Profile } from '../state/pages.ts';
import { failureOf } from './failure-of.ts';

type LoadOpenings = Extract<Effect, { type: 'load-openings' }>;

/** As many as one page of a list may have. */
const most = 200;

/** The games with each opponent of the newest page, where that page is not all. */
const metBy = async (api: Api, id: string, { items, next }: Page<GameSummary>): Promise<Profile['met']> => {
  const opponents = next === null ? [] : opponentsIn(items, id);
  const lists = await Promise.all(
    opponents.map((opponent) => api.playerGames(id, { opponent, status: 'finished', limit: most })),
  );
  return Object.fromEntries(opponents.map((opponent, at) => [opponent, lists[at]!.items]));
};

const loadedProfile = async (api: Api, id: string): Promise<Profile> => {
  const [player, ratings, games, statistics] = await Promise.all([
    api.player(id),
    api.playerRatings(id),
    api.playerGames(id, { limit: most }),
    api.statistics(id),
  ]);
  const ladders = ratings.items
    .map(({ ladder }) => ladder)
    .filter((ladder) => variantNames.some((name) => name === ladder));
  const [met, ...histories] = await Promise.all([
    metBy(api, id, games),
    ...ladders.map((ladder) => api.ratingHistory(id, ladder, { limit: most })),
  ]);
  const history = Object.fromEntries(
    ladders.map((ladder, at) => [ladder, [...(histories[at]?.items ?? [])].sort((a, b) => a.at.localeCompare(b.at))]),
  );
  return { player, ratings: ratings.items, games: games.items, met, statistics: statistics.items, history };
};

/** A first mark is among these events of a log, whatever the size of the teams. */
const openingEvents = 24;

const openingsIn = async (api: Api, { player, variant, games }: LoadOpenings) => {
  const logs = await Promise.all(games.map((game) => api.gameEvents(game, { limit: openingEvents })));
  return openingsOf(
    variant,
    player,
    logs.map(({ items }) => items),
  );
};

/** What the pages that only read are made of. */
export const createPageEffects = (api: Api, dispatch: Dispatch) => ({
  openings: (effect: LoadOpenings): Promise<void> => {
    const tell = (found: Remote<Openings>): void =>
      dispatch({ area: 'page', type: 'openings', id: effect.player, variant: effect.variant, found });
    return openingsIn(api, effect).then(
      (openings) => tell(here(openings)),
      (error) => tell(failed(failureOf(error))),
    );
  },
  leaderboard: (ladder: string, cursor: string | null): Promise<void> =>
    api.leaderboard(ladder, cursor === null ? {} : { cursor }).then(
      (page) => dispatch({ area: 'page', type: 'leaderboard', ladder, page: here(page) }),
      (error) => dispatch({ area: 'page', type: 'leaderboard', ladder, page: failed(failureOf(error)) }),
    ),
  profile: (id: string): Promise<void> =>
    loadedProfile(api, id).then(
      (profile) => dispatch({ area: 'page', type: 'profile', id, profile: here(profile) }),
      (error) => dispatch({ area: 'page', type: 'profile', id, profile: failed(failureOf(error)) }),
    ),
});
