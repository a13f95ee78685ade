import type { GameState } from '../../shared/game/state.ts';
import { type GameId, type PlayerId, playerId } from '../../shared/kernel/ids.ts';
import type { ChatLine } from '../../shared/protocol/room.ts';
import type { ChatStore } from './chat-store.ts';
import { factsOf } from './game-record.ts';
import type { Summarise } from './summaries.ts';

/** What a room shows of somebody who sits in it. */
export interface SeatedPerson {
  readonly name: string;
  readonly bot: boolean;
  /** On the game's ladder, the starting rating for who has none yet; null where there is no ladder or the player is not rated. */
  readonly rating: number | null;
}

/** Names and ratings of those who sit in a game, the same as in its summary. */
export const createPeople =
  (summarise: Summarise) =>
  async (game: GameId, state: GameState): Promise<ReadonlyMap<PlayerId, SeatedPerson>> => {
    const [summary] = state.phase === 'absent' ? [] : await summarise([factsOf(game, state)]);
    const players = summary?.players ?? [];
    return new Map(players.map(({ id, name, bot, rating }) => [playerId(id), { name, bot, rating }]));
  };

interface ChatNeeds {
  readonly chat: Pick<ChatStore, 'saveChat' | 'recentChat'>;
  profiles(ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, { readonly name: string }>>;
}

/** Lines that somebody who joins is shown. */
const mostLines = 50;

/** Chat as rooms speak it: the store keeps ids, and names are those the players have now. */
export const createRoomChat = ({ chat, profiles }: ChatNeeds) => ({
  recent: async (game: GameId): Promise<readonly ChatLine[]> => {
    const entries = await chat.recentChat(game, mostLines);
    const names = await profiles([...new Set(entries.map(({ player }) => player))]);
    return entries.map(({ id, player, text, at }) => {
      const name = names.get(player)?.name ?? 'Deleted player';
      return { id, player, name, text, at: new Date(at).toISOString() };
    });
  },
  save: (game: GameId, { id, player, text, at }: ChatLine): Promise<boolean> =>
    chat.saveChat({ id, game, player: playerId(player), text, at: Date.parse(at) }),
});
