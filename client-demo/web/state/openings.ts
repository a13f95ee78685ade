import { cellIndex } from '../../../shared/game/board.ts';
import { type VariantName, variantNames, variants } from '../../../shared/game/variants.ts';
import type { GameEventEntry, GameSummary } from '../../../shared/protocol/games.ts';

/** Where a player's first mark went, over some games on one board. */
export interface Openings {
  readonly variant: VariantName;
  readonly games: number;
  /** By cell, row by row from the top. */
  readonly counts: readonly number[];
}

/** So many games are looked at: each costs a request. */
const mostGames = 24;

const variantOfGame = ({ variant }: GameSummary): VariantName | null =>
  variantNames.find((name) => name === variant) ?? null;

const played = (games: readonly GameSummary[]): readonly GameSummary[] =>
  games.filter(({ status, startedAt, variant }) => status === 'finished' && startedAt !== null && variant !== null);

/** The boards that a player has finished games on, the one played most first. */
export const boardsPlayed = (games: readonly GameSummary[]): readonly VariantName[] => {
  const count = (name: VariantName): number => played(games).filter((game) => variantOfGame(game) === name).length;
  return variantNames.filter((name) => count(name) > 0).sort((a, b) => count(b) - count(a));
};

/** The newest games on a board whose openings are looked at. */
export const gamesOn = (games: readonly GameSummary[], variant: VariantName): readonly string[] =>
  played(games)
    .filter((game) => variantOfGame(game) === variant)
    .slice(0, mostGames)
    .map(({ id }) => id);

/** Counts a player's first marks in the beginnings of these logs. */
export const openingsOf = (
  variant: VariantName,
  player: string,
  logs: readonly (readonly GameEventEntry[])[],
): Openings => {
  const board = variants[variant];
  const counts = Array.from({ length: board.width * board.height }, () => 0);
  for (const log of logs) {
    const first = log.find((entry) => entry.type === 'MoveMade' && entry.player === player);
    if (!first) continue;
    const at = cellIndex(board, { x: Number(first.x), y: Number(first.y) });
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { variant, games: counts.reduce((sum, count) => sum + count, 0), counts };
};
