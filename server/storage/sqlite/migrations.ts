import type { Migration } from './migrate.ts';
import { log } from './migrations/001-log.ts';
import { identity } from './migrations/002-identity.ts';
import { operators } from './migrations/003-operators.ts';
import { games } from './migrations/004-games.ts';
import { ratings } from './migrations/005-ratings.ts';
import { chat } from './migrations/006-chat.ts';
import { oneLogIndex } from './migrations/007-one-log-index.ts';
import { lives } from './migrations/008-lives.ts';
import { gamePairs } from './migrations/009-game-pairs.ts';

/** The whole schema, in order; a new one goes at the end with the next number. */
export const migrations: readonly Migration[] = [
  log,
  identity,
  operators,
  games,
  ratings,
  chat,
  oneLogIndex,
  lives,
  gamePairs,
];
