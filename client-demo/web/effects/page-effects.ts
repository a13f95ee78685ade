import { variantNames } from '../../../shared/game/variants.ts';
import type { Api } from '../../connection/api.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { Effect } from '../state/effect.ts';
import { failed, here, type Remote } from '../state/failure.ts';
import { type Openings, openingsOf } from '../state/openings.ts';
import type { Profile } from '../state/pages.ts';
import { failureOf } from './failure-of.ts';

type LoadOpenings = Extract<Effect, { type: 'load-openings' }>;

const loadedProfile = async (api: Api, id: string): Promise<Profile> => {
  const [player, ratings, games, statistics] = await Promise.all([
    api.player(id),
    api.playerRatings(id),
    api.playerGames(id, { limit: 200 }),
    api.statistics(id),
  ]);
  const ladders = ratings.items
    .map(({ ladder }) => ladder)
    .filter((ladder) => variantNames.some((name) => name === ladder));
  const histories = await Promise.all(ladders.map((ladder) => api.ratingHistory(id, ladder, { limit: 200 })));
  const history = Object.fromEntries(
    ladders.map((ladder, at) => [ladder, [...(histories[at]?.items ?? [])].sort((a, b) => a.at.localeCompare(b.at))]),
  );
  return { player, ratings: ratings.items, games: games.items, statistics: statistics.items, history };
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
