import assert from 'node:assert/strict';
import { createGames } from '../../../server/games/games.ts';
import { newest, stateFromLog } from '../../../server/games/state-at.ts';
import { Problem } from '../../../server/http/problem.ts';
import { begin, guest, openWorld, person, playWin, type World, wanted } from './world.ts';

const refused = (status: number, code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.deepEqual([error.status, error.code], [status, code]);
  return true;
};

describe('creating games', () => {
  let world: World;
  const ann = person('ann');
  const bob = person('bob');
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('[GA1] the answer is the game itself, with its creator seated, though no read model follows', async () => {
    const alone = await openWorld({ caughtUp: async () => Promise.reject(new Error('stopped')) });
    const game = await alone.games.create(ann, wanted({ variant: 'gomoku', side: 'o', clock: { moveMs: 5_000 } }));
    assert.equal(game.status, 'awaiting');
    assert.deepEqual(
      game.seats.map(({ side, index, player }) => [side, index, player]),
      [['o', 0, 'ann']],
    );
    assert.deepEqual(await alone.games.get(game.id), (await alone.games.summarise([game]))[0]);
    await alone.close();
  });

  it('[GA1] a game is in the lists by the time it is answered', async () => {
    const { id } = await world.games.create(ann, wanted({ variant: 'xo' }));
    const { items } = await world.games.list({ viewer: null }, null, 10);
    assert.deepEqual(
      items.map((item) => item.id),
      [id],
    );
  });

  it('[GA2] what is left out is unrated, public, one a side, without a clock, the side by chance', async () => {
    const { settings, seats } = await world.games.create(ann, wanted({ variant: 'connect-four' }));
    assert.deepEqual(settings, {
      ...{ width: 7, height: 6, inARow: 4, gravity: true, exact: false },
      ...{ teamSize: 1, clock: null, rated: false, visibility: 'public' },
    });
    assert.equal(seats[0]?.side, 'x', 'chance is 0 here');
  });

  it('[GA2] a board of its own keeps its own team size', async () => {
    const body = { settings: { width: 9, height: 4, inARow: 5, teamSize: 2 }, visibility: 'private' };
    const { settings } = await world.games.create(ann, wanted(body));
    assert.deepEqual([settings.width, settings.height, settings.inARow, settings.teamSize], [9, 4, 5, 2]);
    assert.equal(settings.visibility, 'private');
  });

  it('[GA3] rated games are for those who may play them, on boards that have a ladder', async () => {
    const rated = wanted({ variant: 'xo', rated: true });
    await assert.rejects(world.games.create(guest('guest'), rated), refused(403, 'game/not-rated'));
    await assert.rejects(
      world.games.create(person('new', { mayPlayRated: false }), rated),
      refused(403, 'game/not-rated'),
    );
    const custom = wanted({ settings: { width: 5, height: 5, inARow: 4 }, rated: true });
    await assert.rejects(world.games.create(ann, custom), refused(422, 'game/no-ladder'));
    const impossible = wanted({ settings: { width: 3, height: 3, inARow: 4 } });
    await assert.rejects(world.games.create(ann, impossible), refused(422, 'game/invalid-settings'));
    assert.equal((await world.games.create(ann, rated)).settings.rated, true);
  });

  it('[GA4] of twelve games asked for at once ten are made, and each that begins makes place for another', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, () => world.games.create(ann, wanted({ variant: 'xo' }))),
    );
    const made = asked.filter((each) => each.status === 'fulfilled');
    assert.equal(made.length, 10);
    for (const each of asked) if (each.status === 'rejected') refused(409, 'game/too-many-awaiting')(each.reason);
    await world.games.create(bob, wanted({ variant: 'xo' }));
    await world.games.requestIntratoken(bob, made[0]!.value.id, { role: 'player' });
    await world.project();
    await world.games.create(ann, wanted({ variant: 'xo' }));
  });

  it('[GA5] the house bot asked for takes a free seat, and is told', async () => {
    const { id } = await world.games.create(ann, wanted({ variant: 'xo', rated: true }));
    const { status, seats } = await world.games.seatHouseBot(ann, id, 3);
    assert.equal(status, 'playing');
    assert.deepEqual(seats[1], { side: 'o', index: 0, player: 'bot-3', standing: 'bot', rated: true });
    assert.deepEqual(world.assigned, [`${id} 3`]);
  });

  it('[GA5] a house bot comes only where a player of a waiting game asks', async () => {
    const { id } = await world.games.create(ann, wanted({ variant: 'xo', teamSize: 2 }));
    await assert.rejects(world.games.seatHouseBot(bob, id, 3), refused(403, 'game/not-a-player'));
    await assert.rejects(world.games.seatHouseBot(ann, id, 5), refused(404, 'game/no-such-bot'));
    await assert.rejects(world.games.seatHouseBot(ann, world.newId() as typeof id, 3), refused(404, 'game/not-found'));
    await world.games.seatHouseBot(ann, id, 3);
    await assert.rejects(world.games.seatHouseBot(ann, id, 3), refused(409, 'game/already-seated'));
    const begun = await begin(world, ann, bob);
    await assert.rejects(world.games.seatHouseBot(ann, begun, 3), refused(409, 'game/not-awaiting'));
  });

  describe('tokens to join', () => {
    it('[GA6] anybody with an account or a guest’s watches any game whose id they know', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', visibility: 'private' }));
      assert.deepEqual(await world.games.requestIntratoken(guest('guest'), id, { role: 'spectator' }), {
        access_token: `${id} guest spectator `,
        type: 'Intra',
        expires_in: 60,
        room: { id },
      });
      assert.deepEqual(world.rooms, [id], 'the room is there before the token is given');
      assert.equal((await world.games.get(id)).players.length, 1);
    });

    it('[GA7] a player gets the seat they have, else the one they name, else the first free one', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', teamSize: 2 }));
      const seatOf = async (name: string, seat?: string) => {
        const request = { role: 'player', ...(seat === undefined ? {} : { seat }) } as const;
        return (await world.games.requestIntratoken(person(name), id, request)).access_token.split(' ').at(-1);
      };
      assert.equal(await seatOf('ann', 'o0'), 'x0');
      assert.equal(await seatOf('bob', 'o1'), 'o1');
      assert.equal(await seatOf('bob'), 'o1');
      assert.equal(await seatOf('cleo'), 'x1');
      assert.equal((await world.games.get(id)).status, 'awaiting');
      assert.equal(await seatOf('dan'), 'o0');
      assert.equal((await world.games.get(id)).status, 'playing');
    });

    it('[GA7] a player who asks from several tabs at once takes one seat', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', teamSize: 3 }));
      const asked = Array.from({ length: 5 }, () => world.games.requestIntratoken(bob, id, { role: 'player' }));
      const tokens = (await Promise.all(asked)).map(({ access_token }) => access_token);
      assert.deepEqual(new Set(tokens), new Set([`${id} bob player o0`]));
      assert.equal((await world.games.get(id)).players.length, 2);
    });

    it('[GA7] whoever left a seat has none, also where the state at hand has not heard of it', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', teamSize: 2 }));
      await world.games.requestIntratoken(bob, id, { role: 'player', seat: 'o1' });
      const atHand = await stateFromLog(world.store)(id, 1);
      await world.command(id, { type: 'Abort', at: world.time.now, by: bob.player });
      const { requestIntratoken } = createGames({
        ...world.needs,
        stateAt: async (game, version) => (version === newest ? stateFromLog(world.store)(game, 1) : atHand),
      });
      const { access_token } = await requestIntratoken(bob, id, { role: 'player', seat: 'x1' });
      assert.equal(access_token, `${id} bob player x1`);
    });

    it('[GA7] whoever left a seat may take one again', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', teamSize: 2 }));
      await world.games.requestIntratoken(bob, id, { role: 'player', seat: 'o1' });
      await world.command(id, { type: 'Abort', at: world.time.now, by: bob.player });
      const { access_token } = await world.games.requestIntratoken(bob, id, { role: 'player' });
      assert.equal(access_token, `${id} bob player o0`);
    });

    it('[GA23] a place in the room comes along where it is asked for, for who was let in as what they were', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x' }));
      const asked = await world.games.requestIntratoken(bob, id, { role: 'player', reserve: true });
      assert.equal(asked.access_token, `${id} bob player o0`);
      assert.deepEqual(asked.reservation, { name: 'xo', roomId: id, sessionId: 'player bob' });
      const unasked = await world.games.requestIntratoken(bob, id, { role: 'spectator', reserve: false });
      assert.ok(!('reservation' in unasked));
    });

    it('[GA23] who is refused a seat is kept no place', async () => {
      const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x' }));
      const asked = { role: 'player', seat: 'x0', reserve: true } as const;
      await assert.rejects(world.games.requestIntratoken(bob, id, asked), refused(409, 'game/seat-taken'));
      assert.deepEqual(world.kept, []);
    });

    it('[GA8] a seat that cannot be had is refused with the reason', async () => {
      const player = { role: 'player' } as const;
      const open = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', rated: true }));
      const of = (caller = bob, id = open.id, request: { role: 'player'; seat?: string } = player) =>
        world.games.requestIntratoken(caller, id, request);
      await assert.rejects(of(bob, world.newId() as typeof open.id), refused(404, 'game/not-found'));
      await assert.rejects(of(guest('guest')), refused(403, 'game/not-rated'));
      await assert.rejects(of(bob, open.id, { role: 'player', seat: 'x0' }), refused(409, 'game/seat-taken'));
      await of();
      await assert.rejects(of(person('cleo')), refused(409, 'game/full'));
      const ended = await playWin(world, ann, bob);
      await assert.rejects(of(person('cleo'), ended), refused(409, 'game/not-awaiting'));
      assert.match((await of(bob, ended)).access_token, /player o0$/);
    });

    it('[GA9] a client that was just told of a rematch gets its token though the game is made only now', async () => {
      const old = await playWin(world, ann, bob);
      const next = world.newId() as typeof old;
      const offer = { at: world.time.now, offer: 'rematch', next } as const;
      await world.command(old, { type: 'Offer', by: ann.player, ...offer });
      await world.command(old, { type: 'Accept', by: bob.player, ...offer });
      const { access_token } = await world.games.requestIntratoken(bob, next, { role: 'player' });
      assert.equal(access_token, `${next} bob player x0`);
    });
  });
});
