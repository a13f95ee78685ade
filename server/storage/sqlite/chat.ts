import type { ChatEntry, ChatStore } from '../../games/chat-store.ts';
import type { Database } from './database.ts';

const save = 'INSERT INTO chat (id, game, player, text, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING';
const recent = 'SELECT id, game, player, text, at FROM chat WHERE game = ? ORDER BY seq DESC LIMIT ?';

export const createSqliteChat = (db: Pick<Database, 'write' | 'all'>): ChatStore => ({
  saveChat: async ({ id, game, player, text, at }) => {
    const [written] = await db.write([{ sql: save, params: [id, game, player, text, at] }]);
    return written?.changes === 1;
  },
  recentChat: async (game, limit) =>
    db
      .all<ChatEntry>(recent, game, limit)
      .map((row) => ({ ...row }))
      .reverse(),
  deleteBefore: async (at) => {
    await db.write([{ sql: 'DELETE FROM chat WHERE at < ?', params: [at] }]);
  },
});
