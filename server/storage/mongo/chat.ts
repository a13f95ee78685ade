import { mongo } from 'mongoose';
import type { ChatEntry, ChatStore } from '../../games/chat-store.ts';
import type { Stored } from './documents.ts';
import type { Index, MongoDatabase } from './open-database.ts';

/** `order` grows within a process: it orders lines of one millisecond, which one room wrote. */
export interface ChatDoc extends Stored, Omit<ChatEntry, 'id'> {
  readonly _id: string;
  readonly order: string;
}

export const chatIndexes: readonly Index[] = [
  { collection: 'chat', keys: { game: 1, at: -1, order: -1 } },
  { collection: 'chat', keys: { at: 1, order: 1 } },
];

export const newOrder = (): string => new mongo.ObjectId().toHexString();

const entryOf = ({ _id, game, player, text, at }: ChatDoc): ChatEntry => ({ id: _id, game, player, text, at });

export const createMongoChat = (db: Pick<MongoDatabase, 'documents'>): ChatStore => {
  const chat = db.documents<ChatDoc>('chat');
  return {
    saveChat: ({ id, ...said }) => chat.insert({ _id: id, ...said, order: newOrder() }),
    recentChat: async (game, limit) =>
      (await chat.find({ game }, { sort: { at: -1, order: -1 }, limit })).map(entryOf).reverse(),
    deleteBefore: async (at) => {
      await chat.deleteMany({ at: { $lt: at } });
    },
  };
};
