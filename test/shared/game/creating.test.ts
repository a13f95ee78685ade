import assert from 'node:assert/strict';
import type { Sitter } from '../../../shared/game/commands.ts';
import type { Command } from '../../../shared/game/decision.ts';
import type { ClockSettings, Settings } from '../../../shared/game/settings.ts';
import { settingsRefusal } from '../../../shared/game/settings-rules.ts';
import { variantNames, variants } from '../../../shared/game/variants.ts';
import { account, created, next, o, started, t0, taken, waiting, x, xo } from './fixtures.ts';
import { given } from './given.ts';

const create = (change: Partial<Command<'Create'>> = {}): Command<'Create'> => ({
  type: 'Create',
  at: t0,
  by: account(x),
  settings: xo,
  side: 'x',
  chance: 0,
  ...change,
});
const rated: Settings = { ...xo, rated: true };
const guest: Sitter = { player: x, standing: 'guest', rated: false };
const bot: Sitter = { player: x, standing: 'bot', rated: false };

describe('creating a game', () => {
  it('[GM1] records the settings and seats the creator', () =>
    given([]).when(create()).yields(created(xo), taken('x', 0)));

  it('[GM1] seats the creator on the side they named, whatever chance says', () =>
    given([])
      .when(create({ side: 'o', chance: 0 }))
      .yields(created(xo), { type: 'SeatTaken', at: t0, ...account(x), side: 'o', index: 0 }));

  for (const [chance, side] of [
    [0, 'x'],
    [0.49, 'x'],
    [0.5, 'o'],
    [0.99, 'o'],
  ] as const) {
    it(`[GM2] chance ${chance} gives ${side}`, () =>
      given([])
        .when(create({ side: null, chance }))
        .yields(created(xo), { type: 'SeatTaken', at: t0, ...account(x), side, index: 0 }));
  }

  it('[GM4] a rated game needs the board of a variant', () =>
    given([])
      .when(create({ settings: { ...rated, width: 4 } }))
      .refuses('game/no-ladder'));

  for (const name of variantNames) {
    it(`[GM4] ${name} can be played rated`, () => assert.equal(settingsRefusal({ ...rated, ...variants[name] }), null));
  }

  it('[GM5] a guest creates no rated game', () =>
    given([])
      .when(create({ settings: rated, by: guest }))
      .refuses('game/not-rated'));

  it('[GM5] a bot creates a rated game', () =>
    given([])
      .when(create({ settings: rated, by: bot }))
      .yields(created(rated), { type: 'SeatTaken', at: t0, ...bot, side: 'x', index: 0 }));

  it('[GM5] a guest creates an unrated game', () =>
    given([])
      .when(create({ by: guest }))
      .yields(created(xo), { type: 'SeatTaken', at: t0, ...guest, side: 'x', index: 0 }));

  it('[GM6] a game is created once', () => given(waiting()).when(create()).refuses('game/already-created'));

  it('[GM6] a game that is played is not created again', () =>
    given(started()).when(create()).refuses('game/already-created'));

  for (const command of [
    { type: 'Sit', at: t0, by: account(o), side: null, index: null },
    { type: 'Move', at: t0, by: x, x: 0, y: 0 },
    { type: 'Resign', at: t0, by: x },
    { type: 'Abort', at: t0, by: x },
    { type: 'Offer', at: t0, by: x, offer: 'draw', next },
    { type: 'Accept', at: t0, by: x, offer: 'draw', next },
    { type: 'Decline', at: t0, by: x, offer: 'draw' },
    { type: 'GiveTime', at: t0, by: x },
    { type: 'Claim', at: t0, by: x, opponentGoneSince: 0 },
    { type: 'TimeOut', at: t0 },
    { type: 'Expire', at: t0 },
  ] as const) {
    it(`[GM6] ${command.type} is refused before there is a game`, () =>
      given([]).when(command).refuses('game/not-found'));
  }
});

describe('settings', () => {
  const invalid: readonly Partial<Settings>[] = [
    { width: 2 },
    { width: 20 },
    { width: 3.5 },
    { width: Number.NaN },
    { height: 2 },
    { height: 20 },
    { inARow: 2 },
    { inARow: 4 },
    { width: 19, height: 3, inARow: 20 },
    { teamSize: 0 },
    { teamSize: 5 },
    { teamSize: 1.5 },
  ];
  const invalidClocks: readonly ClockSettings[] = [
    { initialMs: 0, incrementMs: 0 },
    { initialMs: -1, incrementMs: 1000 },
    { initialMs: 10_800_001, incrementMs: 0 },
    { initialMs: 1000, incrementMs: -1 },
    { initialMs: 1000, incrementMs: 180_001 },
    { initialMs: 1000.5, incrementMs: 0 },
    { moveMs: 999 },
    { moveMs: 1_209_600_001 },
    { moveMs: Number.POSITIVE_INFINITY },
  ];
  const validClocks: readonly ClockSettings[] = [
    { initialMs: 1, incrementMs: 0 },
    { initialMs: 0, incrementMs: 1 },
    { initialMs: 10_800_000, incrementMs: 180_000 },
    { moveMs: 1_000 },
    { moveMs: 1_209_600_000 },
  ];

  for (const change of [...invalid, ...invalidClocks.map((clock) => ({ clock }))]) {
    it(`[GM3] ${JSON.stringify(change)} is refused`, () =>
      given([])
        .when(create({ settings: { ...xo, ...change } }))
        .refuses('game/invalid-settings'));
  }

  for (const change of [
    { width: 19, height: 19 },
    { width: 19, inARow: 19 },
    { height: 19, inARow: 19 },
    { teamSize: 4 },
    ...validClocks.map((clock) => ({ clock })),
  ]) {
    it(`[GM3] ${JSON.stringify(change)} is allowed`, () => assert.equal(settingsRefusal({ ...xo, ...change }), null));
  }
});
