import type { GameScreen } from './game.ts';
import { isTurnOfPlayer } from './game-view.ts';

export type Sound = 'move' | 'turn' | 'offer' | 'end';

const ofNews = (before: GameScreen, after: GameScreen): Sound | null => {
  if (!after.news || after.news.count === before.news?.count || !after.view) return null;
  switch (after.news.last.is) {
    case 'ended':
      return 'end';
    case 'offered':
      return 'offer';
    case 'began':
    case 'moved':
    case 'taken-back':
      if (isTurnOfPlayer(after.view, after.me)) return 'turn';
      // Our own move was heard when it was made.
      return before.pending ? null : 'move';
  }
};

/** What is to be heard when a game screen changes; one sound at most. */
export const soundOf = (before: GameScreen, after: GameScreen): Sound | null => {
  if (before.id !== after.id) return null;
  return after.pending && after.pending !== before.pending ? 'move' : ofNews(before, after);
};
