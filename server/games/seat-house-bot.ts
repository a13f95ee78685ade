import type { GameEvent } from '../../shared/game/events.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { EventStore } from '../eventing/event-store.ts';
import type { Caller } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import type { NewId } from '../ids.ts';
import { factsOf, type GameFacts } from './game-record.ts';
import { loadGame } from './read-game.ts';
import { refusalProblem } from './refusal-problem.ts';
import { type SubmitGame, submitOrThrow } from './submit-game.ts';

/** The bots that the server keeps, one a level. */
export interface HouseBots {
  /** The player that is the bot of this level; undefined where the house keeps none. */
  playerOf(level: number): PlayerId | undefined;
  /** Tells the bot that it sits in a game. It also finds its games whenever it starts or is reminded. */
  assign(game: GameId, level: number): Promise<void>;
}

interface Needs {
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  readonly submit: SubmitGame;
  readonly houseBots: HouseBots;
  readonly newId: NewId;
  readonly now: () => number;
}

export type SeatHouseBot = (caller: Caller, game: GameId, level: number) => Promise<GameFacts>;

/** A house bot takes the first free seat of a game that waits, at the wish of a player who sits in it. */
export const createSeatHouseBot =
  ({ store, submit, houseBots, newId, now }: Needs): SeatHouseBot =>
  async (caller, game, level) => {
    const { state } = await loadGame(store, game);
    if (!state.seats.some(({ player }) => player === caller.player)) throw refusalProblem('game/not-a-player');
    if (state.phase !== 'awaiting') throw refusalProblem('game/not-awaiting');
    const player = houseBots.playerOf(level);
    if (player === undefined) throw new Problem(404, 'game/no-such-bot', 'The house keeps no bot of this level.');
    const by = { player, standing: 'bot', rated: true } as const;
    const command = { type: 'Sit', at: now(), by, side: null, index: null } as const;
    const seated = await submitOrThrow(submit, game, command, `bot:${newId()}`);
    await houseBots.assign(game, level);
    return factsOf(game, seated);
  };
