import type { Migration } from './migrate.ts';
import { log } from './migrations/001-log.ts';
import { identity } from './migrations/002-identity.ts';
import { operators } from './migrations/003-operators.ts';

/** The whole schema, in order; a new one goes at the end with the next number. */
export const migrations: readonly Migration[] = [log, identity, operators];
