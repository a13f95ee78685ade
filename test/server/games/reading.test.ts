import assert from 'node:assert/strict';
import { refusalProblem } from '../../../server/games/refusal-problem.ts';
import { createPeople, createRoomChat } from '../../../server/games/room-views.ts';
import { createSqliteChat } from '../../../server/storage/sqlite/chat.ts';
import type { GameRefusal } from '../../../shared/game/refusals.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { gameSummary } from '../../../shared/protocol/games.ts';
import { refusalMessages } from '../../../shared/protocol/refusals.ts';
import { begin, guest, openWorld, person, playWin, topRowWins, type World, wanted } from './world.ts';

describe('reading games', () => {
  let world: World;
  const ann = person('ann');
  const bob = person('bob');
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('[GA10] events come in order, each with its version, its type and the time in ISO 8601', async () => {
    const id = await playWin(world, ann, bob);
    const { items, next } = await world.games.events(id, 0, 50);
    assert.deepEqual(
      items.map(({ version, type }) => [version, type]),
      ['GameCreated', 'SeatTaken', 'SeatTaken', 'GameStarted', ...topRowWins.map(() => 'MoveMade'), 'GameEnded'].map(
        (type, index) => [index + 1, type],
      ),
    );
    assert.equal(next, null);
    const at = '2030-01-01T00:00:00.000Z';
    assert.deepEqual(items[4], {
      version: 5,
      type: 'MoveMade',
      at,
      player: 'ann',
      side: 'x',
      x: 0,
      y: 0,
      clockMs: null,
    });
  });

  it('[GA10] pages of events of any length join without a gap, also inside a commit', async () => {
    const id = await playWin(world, ann, bob);
    for (let limit = 1; limit <= 11; limit += 1) {
      const seen: number[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const { items, next } = await world.games.events(id, after, limit);
        seen.push(...items.map(({ version }) => version));
        after = next === null ? null : Number(next);
      }
      assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
    assert.deepEqual(await world.games.events(id, 10, 5), { items: [], next: null });
    await assert.rejects(world.games.events('nowhere' as GameId, 0, 5), { code: 'game/not-found' });
  });

  it('[GA11] a game is exported in notation with the names of its players, and as its events one a line', async () => {
    const id = await playWin(world, ann, bob);
    const text = await world.games.exportText(id);
    assert.match(text, /\[X "The ann"\]\n\[O "The bob"\]/);
    assert.match(text, /\n1\. a3 a2 2\. b3 b2 3\. c3 1-0\n$/);
    const lines = (await world.games.exportLines(id)).split('\n');
    assert.equal(lines.pop(), '');
    const { items } = await world.games.events(id, 0, 50);
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      items,
    );
  });

  it('[GA12] lists are newest first, by status, variant and player, in pages that join', async () => {
    const ids: GameId[] = [];
    for (const variant of ['xo', 'gomoku', 'xo', 'connect-four', 'xo']) {
      ids.push((await world.games.create(ann, wanted({ variant }))).id);
    }
    ids.push(await playWin(world, bob, ann));
    await world.project();
    const newest = ids.toReversed();
    const idsOf = async (filter: Parameters<World['games']['list']>[0], limit = 50) => {
      const seen: string[] = [];
      for (let before: number | null | undefined; before !== null; ) {
        const { items, next }: Awaited<ReturnType<World['games']['list']>> = await world.games.list(
          filter,
          before ?? null,
          limit,
        );
        assert.ok(items.length <= limit);
        seen.push(...items.map(({ id }) => id));
        before = next === null ? null : Number(next);
      }
      return seen;
    };
    for (const limit of [1, 2, 3, 6, 50]) assert.deepEqual(await idsOf({ viewer: null }, limit), newest);
    const viewer = null;
    assert.deepEqual(await idsOf({ variant: 'xo', viewer }, 2), [ids[5], ids[4], ids[2], ids[0]]);
    assert.deepEqual(await idsOf({ variant: 'xo', status: 'awaiting', viewer }), [ids[4], ids[2], ids[0]]);
    assert.deepEqual(await idsOf({ status: 'finished', viewer }), [ids[5]]);
    assert.deepEqual(await idsOf({ player: bob.player, viewer }), [ids[5]]);
    assert.deepEqual(await idsOf({ player: ann.player, status: 'awaiting', variant: 'gomoku', viewer }), [ids[1]]);
    assert.deepEqual(await idsOf({ player: ann.player, viewer }, 4), newest);
    assert.deepEqual(await idsOf({ player: person('nobody').player, viewer }), []);
  });

  it('[GA13] private games are listed only under a player, and only to those who sit in them', async () => {
    const id = await begin(world, ann, bob, { visibility: 'private' });
    await world.project();
    const count = async (player: string | undefined, viewer: string | null) => {
      const filter = { player: player as typeof ann.player, viewer: viewer as typeof ann.player };
      return (await world.games.list(filter, null, 10)).items.length;
    };
    assert.equal(await count(undefined, 'ann'), 0);
    assert.equal(await count('ann', null), 0);
    assert.equal(await count('ann', 'cleo'), 0);
    assert.equal(await count('ann', 'ann'), 1);
    assert.equal(await count('ann', 'bob'), 1);
    assert.equal((await world.games.get(id)).settings.visibility, 'private');
    const { playing } = await world.games.lobbyView();
    assert.deepEqual(playing, []);
  });

  it('[GA14] a summary joins names, ratings now and what the game did to them', async () => {
    const id = await playWin(world, ann, bob, { rated: true });
    const before = await world.games.get(id);
    assert.deepEqual(
      before.players.map(({ rating, ratingChange }) => [rating, ratingChange]),
      [
        [800, null],
        [800, null],
      ],
      'the start, until the ratings have followed',
    );
    await world.project();
    const summary = gameSummary.parse(await world.games.get(id));
    assert.deepEqual(summary.players, [
      { side: 'x', seat: 0, id: 'ann', name: 'The ann', bot: false, guest: false, rating: 816, ratingChange: 16 },
      { side: 'o', seat: 0, id: 'bob', name: 'The bob', bot: false, guest: false, rating: 784, ratingChange: -16 },
    ]);
    assert.deepEqual(summary.result, { winner: 'x', reason: 'line' });
    const { items } = await world.games.list({ viewer: null }, null, 10);
    assert.deepEqual(items, [summary]);
  });

  it('[GA14] who is not rated, and who plays on a board without a ladder, is shown without a rating', async () => {
    const open = await begin(world, ann, guest('guest'));
    const custom = await begin(world, ann, bob, { variant: undefined, settings: { width: 4, height: 4, inARow: 4 } });
    const ratings = async (id: GameId) => (await world.games.get(id)).players.map(({ rating }) => rating);
    assert.deepEqual(await ratings(open), [800, null]);
    assert.deepEqual(await ratings(custom), [null, null]);
    assert.equal((await world.games.get(custom)).variant, null);
  });

  it('[GA14] a player who is no more is called so', async () => {
    const forgetful = await openWorld({ profiles: async () => new Map() });
    const { id } = await forgetful.games.create(ann, wanted({ variant: 'xo' }));
    assert.equal((await forgetful.games.get(id)).players[0]?.name, 'Deleted player');
    await forgetful.close();
  });

  it('[GA15] the lobby shows the newest 100 public games that wait and the newest 50 being played', async () => {
    for (let index = 0; index < 103; index += 1) {
      await world.games.create(person(`p${index}`), wanted({ variant: 'xo' }));
    }
    const first = await begin(world, ann, bob);
    for (let index = 0; index < 50; index += 1) await begin(world, person(`q${index}`), bob);
    await world.project();
    const { awaiting, playing } = await world.games.lobbyView();
    assert.deepEqual([awaiting.length, playing.length], [100, 50]);
    assert.equal(awaiting[0]?.players[0]?.id, 'p102');
    assert.equal(awaiting.at(-1)?.players[0]?.id, 'p3');
    assert.ok(playing.every(({ id }) => id !== first));
  });

  it('[GA16] every refusal of the rules is a client error of its own code', () => {
    for (const code of Object.keys(refusalMessages).filter((each) => each.startsWith('game/'))) {
      const problem = refusalProblem(code as GameRefusal);
      assert.equal(problem.code, code);
      assert.ok([403, 404, 409, 422].includes(problem.status), code);
      assert.ok(problem.message.length > 0);
    }
  });

  it('[GA17] a room shows those who sit in it with the names and ratings of the summary', async () => {
    const id = await begin(world, ann, guest('guest'));
    const people = createPeople(world.games.summarise);
    const state = await world.command(id, { type: 'Move', at: world.time.now, by: ann.player, x: 0, y: 0 });
    assert.deepEqual(
      [...(await people(id, state))],
      [
        ['ann', { name: 'The ann', bot: false, rating: 800 }],
        ['guest', { name: 'The guest', bot: false, rating: null }],
      ],
    );
    assert.equal((await people(id, { phase: 'absent' })).size, 0);
  });

  it('[GA18] what is said in a room is kept by ids and read with the names of now', async () => {
    const { recent, save } = createRoomChat({ chat: createSqliteChat(world.db), profiles: world.profiles });
    const at = '2030-01-01T00:00:01.000Z';
    const line = { id: 'c1', player: 'ann', name: 'an old name', text: 'hello', at };
    await save('g' as GameId, line);
    assert.deepEqual(await recent('g' as GameId), [{ ...line, name: 'The ann' }]);
    assert.deepEqual(await recent('h' as GameId), []);
  });
});
