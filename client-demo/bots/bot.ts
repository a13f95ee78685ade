import type { GameView } from '../connection/game-view.ts';
import { type BotGame, type BotGamePorts, type Leaving, playGame } from './bot-game.ts';

export interface BotPorts extends BotGamePorts {
  /** A game ended, or cannot be entered (`view` is null where it never could). */
  readonly onGameOver: (game: string, view: GameView | null) => void;
}

/** A player without a person: plays any number of games at once, each over its own connection. */
export interface Bot {
  /** Enters the game and plays it and its rematches; once only, however often it is told. Every `onStarted` hears when nobody is missing. */
  play(game: string, onStarted?: () => void): void;
  /** How many games it is in. */
  games(): number;
  isIn(game: string): boolean;
  /** Leaves every game and enters no other. */
  leave(how: Leaving): Promise<void>;
}

export const createBot = (ports: BotPorts): Bot => {
  const games = new Map<string, BotGame>();
  const waiting = new Map<string, (() => void)[]>();
  let hasLeft = false;

  const play = (id: string, onStarted?: () => void): void => {
    if (hasLeft) return;
    if (onStarted) waiting.set(id, [...(waiting.get(id) ?? []), onStarted]);
    if (games.has(id)) return;
    const game = playGame(ports, id, {
      onStarted() {
        for (const hear of waiting.get(id) ?? []) hear();
        waiting.delete(id);
      },
      onOver(view, next) {
        games.delete(id);
        waiting.delete(id);
        if (next !== null) play(next);
        ports.onGameOver(id, view);
      },
    });
    games.set(id, game);
  };
  return {
    play,
    games: () => games.size,
    isIn: (game) => games.has(game),
    async leave(how) {
      hasLeft = true;
      await Promise.all([...games.values()].map((game) => game.leave(how)));
      games.clear();
    },
  };
};
