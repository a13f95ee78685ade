import type { Side } from '../../shared/game/seats.ts';
import type { Ended } from '../../shared/game/state.ts';
import { variantOf } from '../../shared/game/variants.ts';
import { rateTeams, type Score } from '../../shared/rating/team-elo.ts';
import type { WrittenOutcome } from './checker/history.ts';

type Rating = Extract<WrittenOutcome, { kind: 'rating' }>;

const scoreOf = (side: Side, winner: Side | null): Score => (winner === null ? 0.5 : winner === side ? 1 : 0);

/** What a server without mistakes would say of ratings after these games, in this order: by the product's own formula. */
export const ratingsOf = (games: readonly { readonly id: string; readonly state: Ended }[]): WrittenOutcome[] => {
  const rows = new Map<string, Rating>();
  const rowOf = (ladder: string, player: string): Rating =>
    rows.get(`${ladder} ${player}`) ?? { kind: 'rating', player, ladder, rating: 800, games: 0, history: [] };
  for (const { id, state } of games) {
    const ladder = variantOf(state.settings);
    if (!state.settings.rated || ladder === null) continue;
    const teams = (['x', 'o'] as const).map((side) => state.seats.filter((seat) => seat.side === side));
    const after = rateTeams(
      teams.map((seats) => ({
        score: scoreOf(seats[0]!.side, state.result.winner),
        ratings: seats.map(({ player }) => rowOf(ladder, player).rating),
      })),
    );
    teams.forEach((seats, team) => {
      seats.forEach(({ player }, seat) => {
        const row = rowOf(ladder, player);
        const entry = { game: id, before: row.rating, after: after[team]![seat]! };
        const changed = { ...row, rating: entry.after, games: row.games + 1, history: [...row.history, entry] };
        rows.set(`${ladder} ${player}`, changed);
      });
    });
  }
  const boards = Object.entries(Object.groupBy(rows.values(), ({ ladder }) => ladder)).map(([ladder, players]) => ({
    ...{ kind: 'leaderboard' as const, ladder },
    items: [...players!]
      .sort((a, b) => b.rating - a.rating)
      .map(({ player, rating }, _, all) => ({
        rank: 1 + all.findIndex((each) => each.rating === rating),
        player,
        rating,
      })),
  }));
  return [...rows.values(), ...boards];
};
