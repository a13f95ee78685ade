import type { GameScreen } from './game.ts';

/** By how much the finished game changed a player's rating: what the room said, else what the game's page says; null while unknown. */
export const ratingChangeOf = ({ ratingChanges, summary }: GameScreen, player: string | null): number | null => {
  const told = ratingChanges.find((change) => change.player === player);
  if (told) return Math.round(told.after) - Math.round(told.before);
  return summary?.players.find(({ id }) => id === player)?.ratingChange ?? null;
};
