import { variantNames } from '../../../shared/game/variants.ts';
import type { Api } from '../../connection/api.ts';
import type { Dispatch } from '../state/app-state.ts';
import { failed, here } from '../state/failure.ts';
import type { Profile } from '../state/pages.ts';
import { failureOf } from './failure-of.ts';

const loadedProfile = async (api: Api, id: string): Promise<Profile> => {
  const [player, ratings, games] = await Promise.all([
    api.player(id),
    api.playerRatings(id),
    api.playerGames(id, { limit: 20 }),
  ]);
  const ladders = ratings.items
    .map(({ ladder }) => ladder)
    .filter((ladder) => variantNames.some((name) => name === ladder));
  const histories = await Promise.all(ladders.map((ladder) => api.ratingHistory(id, ladder, { limit: 200 })));
  const history = Object.fromEntries(
    ladders.map((ladder, at) => [ladder, [...(histories[at]?.items ?? [])].sort((a, b) => a.at.localeCompare(b.at))]),
  );
  return { player, ratings: ratings.items, games: games.items, history };
};

/** What the pages that only read are made of. */
export const createPageEffects = (api: Api, dispatch: Dispatch) => ({
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
