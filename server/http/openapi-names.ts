import { z } from 'zod';
import { ownPlayer, player, session } from '../../shared/protocol/accounts.ts';
import { gameEvent, gameSummary, seatedPlayer, settings } from '../../shared/protocol/games.ts';
import { ladderRating, leaderboardEntry, ratingChange } from '../../shared/protocol/ratings.ts';

const named = {
  Player: player,
  OwnPlayer: ownPlayer,
  Session: session,
  Settings: settings,
  SeatedPlayer: seatedPlayer,
  Game: gameSummary,
  GameEvent: gameEvent,
  LadderRating: ladderRating,
  RatingChange: ratingChange,
  LeaderboardEntry: leaderboardEntry,
};

/** Shapes that many answers share and that OpenAPI names. */
export const schemaNames = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) schemaNames.add(schema, { id });
