import { game as rules } from '../../shared/game/decider.ts';
import type { GameEvent } from '../../shared/game/events.ts';
import type { GameState } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { CatchUp } from '../eventing/catch-up.ts';
import type { EventStore } from '../eventing/event-store.ts';
import { type Loaded, unwritten } from '../eventing/loaded.ts';
import { stateAfter } from './read-game.ts';

/** The version to ask for when the state is to be as the log has it now. */
export const newest = Number.POSITIVE_INFINITY;

/** A game's state at this version or a later one, for projections that need more than the commit they see. */
export type StateAt = (game: GameId, version: number) => Promise<GameState>;

/** Folded from the log, as a rebuild does. */
export const stateFromLog =
  (store: Pick<EventStore<GameEvent>, 'read'>): StateAt =>
  async (game) =>
    stateAfter(await store.read(game));

interface Recent {
  get(game: GameId): Loaded<GameState> | undefined;
}

/** From the states at hand where they are as new: most games that are asked for have just been played. */
export const stateAtHand =
  (recent: Recent, catchUp: CatchUp<GameState>): StateAt =>
  async (game, version) => {
    const known = recent.get(game);
    if (known !== undefined && known.version >= version) return known.state;
    return (await catchUp(game, known ?? unwritten(rules))).state;
  };
