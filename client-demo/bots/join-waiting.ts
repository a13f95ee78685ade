import type { GameSummary } from '../../shared/protocol/games.ts';
import type { LobbyView } from '../connection/lobby-view.ts';
import type { Bot } from './bot.ts';

/** Which waiting games a bot takes a seat in. */
export interface Wish {
  readonly me: string;
  /** Null takes any. */
  readonly variant: string | null;
  /** Whether it may sit in rated games. */
  readonly rated: boolean;
}

const suits = (game: GameSummary, { me, variant, rated }: Wish): boolean =>
  game.players.every(({ id }) => id !== me) &&
  (variant === null || game.variant === variant) &&
  (rated || !game.settings.rated);

/** The games to enter now, the longest waiting first; at most `room` of them and none of those that were tried before. */
export const gamesToJoin = (view: LobbyView, wish: Wish, tried: ReadonlySet<string>, room: number): string[] =>
  view.awaiting
    .filter((game) => suits(game, wish) && !tried.has(game.id))
    .map(({ id }) => id)
    .reverse()
    .slice(0, Math.max(0, room));

/** Takes seats in the games that wait in the lobby, as long as there is room. To be called at every change. */
export const createJoiner = (
  bot: Pick<Bot, 'play' | 'games'>,
  wish: Wish,
  most: number,
): ((view: LobbyView) => void) => {
  const tried = new Set<string>();
  return (view) => {
    for (const id of gamesToJoin(view, wish, tried, most - bot.games())) {
      tried.add(id);
      bot.play(id);
    }
  };
};
