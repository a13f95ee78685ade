import assert from 'node:assert/strict';
import { type ChatEntry, type ChatStore, sweepChat } from '../../server/games/chat-store.ts';
import { gameId, playerId } from '../../shared/kernel/ids.ts';

const entry = (id: string, changes: Partial<ChatEntry> = {}): ChatEntry => ({
  id,
  game: gameId('g'),
  player: playerId('ann'),
  text: `said ${id}`,
  at: 1_000,
  ...changes,
});

/** What every store of chat keeps. `open` gives an empty one. */
export const chatStoreContract = (
  name: string,
  open: () => Promise<{ chat: ChatStore; close(): Promise<void> }>,
): void => {
  describe(`chat: ${name}`, () => {
    let chat: ChatStore;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ chat, close } = await open());
    });
    afterEach(() => close());
    const ids = async (game = 'g', limit = 10) => (await chat.recentChat(gameId(game), limit)).map(({ id }) => id);

    it('[GA19] the last lines of a game come oldest first, in the order they were said, each once', async () => {
      for (const id of ['d', 'b', 'c', 'a']) assert.equal(await chat.saveChat(entry(id)), true);
      assert.equal(await chat.saveChat(entry('b', { text: 'again' })), false);
      await chat.saveChat(entry('x', { game: gameId('h') }));
      assert.deepEqual(await ids(), ['d', 'b', 'c', 'a']);
      assert.deepEqual(await ids('g', 2), ['c', 'a']);
      assert.deepEqual(await chat.recentChat(gameId('h'), 5), [entry('x', { game: gameId('h') })]);
      assert.deepEqual(await ids('nowhere'), []);
    });

    it('[GA20] what was said is deleted after thirty days, and not before', async () => {
      const days = 86_400_000;
      const now = 100 * days;
      await chat.saveChat(entry('old', { at: now - 30 * days - 1 }));
      await chat.saveChat(entry('kept', { at: now - 30 * days }));
      await sweepChat(chat, () => now);
      assert.deepEqual(await ids(), ['kept']);
    });
  });
};
