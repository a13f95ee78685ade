import { z } from 'zod';
import { id, time } from './common.ts';

/** One player's standing on a ladder. */
export const ladderRating = z.strictObject({
  ladder: z.string(),
  rating: z.number(),
  games: z.int(),
  wins: z.int(),
  draws: z.int(),
  losses: z.int(),
  updatedAt: time,
});
export type LadderRating = z.infer<typeof ladderRating>;

/** `game` is null where it is private and somebody else asks. */
export const ratingChange = z.strictObject({ game: id.nullable(), at: time, before: z.number(), after: z.number() });
export type RatingChange = z.infer<typeof ratingChange>;

export const ladderEntry = z.strictObject({ name: z.string(), players: z.int() });
export type LadderEntry = z.infer<typeof ladderEntry>;

export const leaderboardEntry = z.strictObject({
  rank: z.int(),
  player: z.strictObject({ id, name: z.string(), bot: z.boolean() }),
  rating: z.number(),
  games: z.int(),
});
export type LeaderboardEntry = z.infer<typeof leaderboardEntry>;
