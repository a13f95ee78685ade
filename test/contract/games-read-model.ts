import assert from 'node:assert/strict';
import type { GameRecord, GameStatus } from '../../server/games/game-record.ts';
import type { GamesFilter, GamesReadModel } from '../../server/games/games-read-model.ts';
import type { Settings } from '../../shared/game/settings.ts';
import { type VariantName, variantNames, variantOf, variants } from '../../shared/game/variants.ts';
import { gameId, playerId } from '../../shared/kernel/ids.ts';
import { seeded } from '../support/random.ts';

export interface OpenGames {
  readonly model: GamesReadModel;
  close(): Promise<void>;
}

interface Wanted {
  readonly position?: number;
  readonly status?: GameStatus;
  readonly variant?: VariantName | 'custom';
  readonly visibility?: Settings['visibility'];
  readonly players?: readonly string[];
}

/** A record whose creation is at position `created`; the first player made it. */
const record = (created: number, wanted: Wanted = {}): GameRecord => {
  const { position = created, status = 'awaiting', variant = 'xo', visibility = 'public', players = ['ann'] } = wanted;
  const board = variant === 'custom' ? { ...variants.xo, width: 4 } : variants[variant];
  return {
    id: gameId(`g${created}`),
    status,
    settings: { ...board, teamSize: 2, clock: { moveMs: 5_000 }, rated: false, visibility },
    createdBy: playerId(players[0] ?? 'ann'),
    createdAt: 1_700_000_000_000 + created,
    startedAt: null,
    endedAt: null,
    result: status === 'finished' ? { winner: 'x', reason: 'line' } : null,
    rematchOf: null,
    seats: players.map((player, seat) => ({
      side: seat % 2 === 0 ? 'x' : 'o',
      index: Math.floor(seat / 2),
      player: playerId(player),
      standing: 'account',
      rated: true,
    })),
    created,
    position,
  };
};

const savingRules = (opened: () => GamesReadModel) => {
  it('[PG6] a record is read as it was saved; an unknown game is not there', async () => {
    const model = opened();
    const records = [record(1, { players: ['ann', 'bob'], variant: 'custom' }), record(2)];
    await model.save(records);
    const found = await model.find([gameId('g2'), gameId('g1'), gameId('g1'), gameId('nowhere')]);
    assert.equal(found.size, 2);
    for (const each of records) assert.deepEqual(found.get(each.id), each);
    assert.equal((await model.find([])).size, 0);
  });

  it('[PG6] a record that is not newer than the stored one is not saved, also of several at once', async () => {
    const model = opened();
    const newer = record(1, { position: 7, status: 'playing', players: ['ann', 'bob'] });
    await model.save([record(1), newer, record(1, { position: 5, players: ['ann', 'cleo'] })]);
    await model.save([record(1, { position: 7, players: ['dan'] }), record(2)]);
    assert.deepEqual((await model.find([newer.id])).get(newer.id), newer);
    const of = async (player: string) => model.list({ player: playerId(player), viewer: null }, null, 10);
    assert.deepEqual(await of('bob'), [newer]);
    assert.deepEqual(await of('cleo'), []);
    assert.deepEqual(await of('dan'), []);
    assert.deepEqual(await of('ann'), [record(2), newer]);
  });

  it('[PG6] of records that several nodes save at the same time the newest stays', async () => {
    const model = opened();
    const versions = Array.from({ length: 12 }, (_, at) => record(1, { position: at + 1, players: [`p${at}`] }));
    const newest = record(1, { position: 13, status: 'playing', players: ['ann', 'bob'] });
    await Promise.all([...versions.slice(6), newest, ...versions.slice(0, 6)].map((each) => model.save([each])));
    assert.deepEqual((await model.find([newest.id])).get(newest.id), newest);
    assert.deepEqual(await model.list({ player: playerId('bob'), viewer: null }, null, 10), [newest]);
    assert.deepEqual(await model.list({ player: playerId('p11'), viewer: null }, null, 10), []);
  });

  it('[PG6] a player who left a seat no longer has the game', async () => {
    const model = opened();
    await model.save([record(1, { players: ['ann', 'bob'] })]);
    await model.save([record(1, { position: 2, players: ['ann'] })]);
    assert.deepEqual(await model.list({ player: playerId('bob'), viewer: playerId('bob') }, null, 10), []);
  });

  it('[PG7] games that wait are counted for who created them', async () => {
    const model = opened();
    await model.save([record(1), record(2, { visibility: 'private' }), record(3, { players: ['bob', 'ann'] })]);
    assert.equal(await model.countAwaiting(playerId('ann')), 2);
    await model.save([record(2, { position: 4, status: 'finished', visibility: 'private' })]);
    assert.equal(await model.countAwaiting(playerId('ann')), 1);
    assert.equal(await model.countAwaiting(playerId('nobody')), 0);
  });

  it('[PG9] clearing leaves nothing', async () => {
    const model = opened();
    await model.save([record(1, { players: ['ann', 'bob'] })]);
    await model.clear();
    assert.equal((await model.find([gameId('g1')])).size, 0);
    assert.deepEqual(await model.list({ player: playerId('bob'), viewer: null }, null, 10), []);
    await model.save([record(1)]);
    assert.equal((await model.list({ viewer: null }, null, 10)).length, 1);
  });
};

const has = (each: GameRecord, player: string | null | undefined): boolean =>
  each.seats.some((seat) => seat.player === player);

const areOpponents = ({ seats }: GameRecord, one: string, other: string): boolean =>
  seats.some((a) => a.player === one && seats.some((b) => b.player === other && b.side !== a.side));

/** The rule of the list in as many words. */
const isListed = (each: GameRecord, { status, variant, player, opponent, viewer }: GamesFilter): boolean => {
  const seen = player === undefined ? false : has(each, viewer);
  const meets = player === undefined || opponent === undefined || areOpponents(each, player, opponent);
  const fits = (player === undefined || has(each, player)) && meets;
  const named = variant === undefined || variantOf(each.settings) === variant;
  return (
    fits && named && (status === undefined || each.status === status) && (each.settings.visibility === 'public' || seen)
  );
};

const filters = (): GamesFilter[] => {
  const statuses: (GameStatus | undefined)[] = [undefined, 'awaiting', 'playing', 'finished'];
  const named: (VariantName | undefined)[] = [undefined, 'xo', 'gomoku'];
  const players = [undefined, 'ann', 'bob'].map((each) => (each === undefined ? undefined : playerId(each)));
  const viewers = [null, playerId('ann'), playerId('cleo')];
  const opponents = [undefined, playerId('bob'), playerId('dan')];
  const seatsAsked = players.flatMap((player) =>
    (player === undefined ? [undefined] : opponents).map((opponent) => ({ player, opponent })),
  );
  return statuses.flatMap((status) =>
    named.flatMap((variant) =>
      seatsAsked.flatMap((asked) => viewers.map((viewer) => ({ status, variant, ...asked, viewer }))),
    ),
  );
};

const randomRecords = (count: number): GameRecord[] => {
  const chance = seeded(11);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)]!;
  return Array.from({ length: count }, (_, index) =>
    record(1 + index * 3, {
      status: pick(['awaiting', 'playing', 'finished']),
      variant: pick([...variantNames, 'custom'] as const),
      visibility: pick(['public', 'public', 'private']),
      players: ['ann', 'bob', 'cleo', 'dan'].toSorted(() => chance() - 0.5).slice(0, 1 + Math.floor(chance() * 4)),
    }),
  );
};

/** What every games read model keeps. `open` gives an empty one. */
export const gamesReadModelContract = (name: string, open: () => Promise<OpenGames>): void => {
  describe(`games read model: ${name}`, () => {
    let opened: OpenGames;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    savingRules(() => opened.model);

    it('[PG8] every list has exactly what fits it, newest first, from below any position', async () => {
      const records = randomRecords(80);
      await opened.model.save(records);
      for (const filter of filters()) {
        const expected = records.filter((each) => isListed(each, filter)).toReversed();
        assert.deepEqual(await opened.model.list(filter, null, 100), expected, JSON.stringify(filter));
        const below = expected.filter(({ created }) => created < 100);
        assert.deepEqual(await opened.model.list(filter, 100, 3), below.slice(0, 3), JSON.stringify(filter));
      }
    });
  });
};
