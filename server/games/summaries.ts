import type { Seat } from '../../shared/game/seats.ts';
import { type VariantName, variantOf } from '../../shared/game/variants.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { GameSummary, SeatedPlayer } from '../../shared/protocol/games.ts';
import type { GameFacts } from './game-record.ts';

interface NamedPlayer {
  readonly name: string;
  readonly bot: boolean;
  readonly guest: boolean;
}

/** What a summary shows that is not the game's own, each asked for once for a whole page. */
export interface SummaryNeeds {
  profiles(ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, NamedPlayer>>;
  /** Those who have a rating on the ladder. */
  ratingsOf(ladder: VariantName, ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, number>>;
  /** What rated games did to their players. */
  changesOf(
    games: readonly GameId[],
  ): Promise<
    ReadonlyMap<GameId, readonly { readonly player: PlayerId; readonly before: number; readonly after: number }[]>
  >;
  /** The rating shown for a rated player who has none yet. */
  readonly startRating: number;
}

export type Summarise = (games: readonly GameFacts[]) => Promise<readonly GameSummary[]>;

interface Joined {
  readonly profiles: ReadonlyMap<PlayerId, NamedPlayer>;
  readonly ratings: ReadonlyMap<VariantName, ReadonlyMap<PlayerId, number>>;
  readonly changes: Awaited<ReturnType<SummaryNeeds['changesOf']>>;
  readonly startRating: number;
}

const nobody: NamedPlayer = { name: 'Deleted player', bot: false, guest: false };

const playersOf = (games: readonly GameFacts[], which: (seat: Seat) => boolean = () => true): readonly PlayerId[] => [
  ...new Set(games.flatMap(({ seats }) => seats.filter(which).map(({ player }) => player))),
];

const readRatings = async ({ ratingsOf }: SummaryNeeds, games: readonly GameFacts[]): Promise<Joined['ratings']> => {
  const ladders = Map.groupBy(games, ({ settings }) => variantOf(settings));
  const read = [...ladders].flatMap(([ladder, theirs]) => (ladder === null ? [] : [{ ladder, theirs }]));
  return new Map(
    await Promise.all(
      read.map(
        async ({ ladder, theirs }) =>
          [
            ladder,
            await ratingsOf(
              ladder,
              playersOf(theirs, ({ rated }) => rated),
            ),
          ] as const,
      ),
    ),
  );
};

const changeIn = ({ id, status }: GameFacts, player: PlayerId, { changes }: Joined): number | null => {
  const change = status === 'finished' ? changes.get(id)?.find((each) => each.player === player) : undefined;
  return change ? change.after - change.before : null;
};

const ratingIn = (variant: VariantName | null, { player, rated }: Seat, joined: Joined): number | null =>
  variant === null || !rated ? null : (joined.ratings.get(variant)?.get(player) ?? joined.startRating);

const seatedPlayer = (game: GameFacts, seat: Seat, joined: Joined): SeatedPlayer => {
  const { name, bot, guest } = joined.profiles.get(seat.player) ?? nobody;
  return {
    side: seat.side,
    seat: seat.index,
    id: seat.player,
    ...{ name, bot, guest },
    rating: ratingIn(variantOf(game.settings), seat, joined),
    ratingChange: changeIn(game, seat.player, joined),
  };
};

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const summary = (game: GameFacts, joined: Joined): GameSummary => ({
  id: game.id,
  status: game.status,
  variant: variantOf(game.settings),
  settings: game.settings,
  createdBy: game.createdBy,
  players: game.seats
    .toSorted((a, b) => a.index - b.index || (a.side === 'x' ? -1 : 1))
    .map((seat) => seatedPlayer(game, seat, joined)),
  createdAt: new Date(game.createdAt).toISOString(),
  startedAt: iso(game.startedAt),
  endedAt: iso(game.endedAt),
  result: game.result,
  rematchOf: game.rematchOf,
});

/** Joins names and ratings into games, in the order given: a constant number of reads however many games there are. */
export const createSummarise =
  (needs: SummaryNeeds): Summarise =>
  async (games) => {
    if (games.length === 0) return [];
    const finished = games.filter(({ status, settings }) => status === 'finished' && settings.rated);
    const [profiles, ratings, changes] = await Promise.all([
      needs.profiles(playersOf(games)),
      readRatings(needs, games),
      needs.changesOf(finished.map(({ id }) => id)),
    ]);
    return games.map((game) => summary(game, { profiles, ratings, changes, startRating: needs.startRating }));
  };
