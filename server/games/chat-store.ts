import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';

/** What somebody said in a game. Names are joined when it is read. */
export interface ChatEntry {
  readonly id: string;
  readonly game: GameId;
  readonly player: PlayerId;
  readonly text: string;
  /** Ms since the epoch. */
  readonly at: number;
}

/** Chat is kept apart from the log, for a time only. Every adapter passes `test/contract/chat-store.ts`. */
export interface ChatStore {
  /** False, and nothing changed, when there is an entry of that id already. */
  saveChat(entry: ChatEntry): Promise<boolean>;
  /** The last `limit` entries of a game, oldest first. */
  recentChat(game: GameId, limit: number): Promise<readonly ChatEntry[]>;
  /** Deletes what was said before a time, ms since the epoch. */
  deleteBefore(at: number): Promise<void>;
}

const keptMs = 30 * 86_400_000;

/** Deletes what is older than 30 days; to be called now and then. */
export const sweepChat = (chat: Pick<ChatStore, 'deleteBefore'>, now: () => number): Promise<void> =>
  chat.deleteBefore(now() - keptMs);
