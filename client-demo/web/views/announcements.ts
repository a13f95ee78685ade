import { cellOfIndex } from '../../../shared/game/board.ts';
import { cellName } from '../../../shared/game/notation.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { GameView } from '../../connection/game-view.ts';
import type { GameScreen } from '../state/game.ts';
import { isTurnOfPlayer } from '../state/game-view.ts';
import type { News } from '../state/news.ts';
import type { Text } from './text.ts';

type Result = Pick<NonNullable<GameView['result']>, 'winner' | 'reason'>;

/** Such as `X wins by a line`, `A draw: the board is full`. */
export const resultWords = (text: Text, result: Result): string => {
  const reasons: Readonly<Record<string, string>> = text.game.reasons;
  const reason = reasons[result.reason] ?? result.reason;
  if (result.winner) return `${text.game.wins(result.winner)} ${reason}`;
  const isDraw = result.reason === 'full' || result.reason === 'agreement';
  return `${isDraw ? text.game.draw : text.game.noWinner}: ${reason}`;
};

export const resultText = (text: Text, { result }: GameView): string => (result ? resultWords(text, result) : '');

const turnText = (text: Text, view: GameView, me: string | null, turn: Side | null): string => {
  if (!turn) return '';
  return isTurnOfPlayer(view, me) ? text.say.yourTurn : text.say.turn(turn);
};

const newsText = (text: Text, view: GameView, me: string | null, news: News): string => {
  switch (news.is) {
    case 'began':
      return `${text.say.began} ${turnText(text, view, me, news.turn)}`;
    case 'moved':
      return `${text.say.moved(news.side, cellName(view, cellOfIndex(view, news.at)))} ${turnText(text, view, me, news.turn)}`;
    case 'taken-back':
      return `${text.say.takenBack} ${turnText(text, view, me, news.turn)}`;
    case 'offered':
      return text.say.offered(news.offer, news.side);
    case 'ended':
      return `${resultText(text, view)}.`;
  }
};

/** What the live region of a game says now. */
export const announcement = (text: Text, { view, me, news }: GameScreen): string =>
  view && news ? newsText(text, view, me, news.last) : '';
