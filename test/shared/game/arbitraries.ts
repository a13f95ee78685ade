import fc from 'fast-check';
import type { GameCommand } from '../../../shared/game/commands.ts';
import type { GameEvent, OfferKind } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { isTurnOf } from '../../../shared/game/turn.ts';
import { gameId, playerId } from '../../../shared/kernel/ids.ts';
import { account, next, t0, xo } from './fixtures.ts';

/** Random commands and events for the properties: legal or not, but drawn from few players, cells and times so that they meet. */

/** A command whose time is still open; `mover` stands for whoever is to move then. */
type Step = GameCommand extends infer Each ? Omit<Extract<Each, GameCommand>, 'at'> : never;

const p0 = playerId('p0');
const players = [p0, ...['p1', 'p2', 'p3', 'p4'].map(playerId)];
const mover = playerId('mover');
const someone = fc.constantFrom(...players);
const side = fc.constantFrom<(Side | null)[]>('x', 'o', null);
const kind = fc.constantFrom<OfferKind[]>('draw', 'takeback', 'rematch');
const coordinate = fc.integer({ min: -1, max: 4 });

/** Plain objects, as everything else in the program is. */
const record = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { noNullPrototype: true });

const settings: fc.Arbitrary<Settings> = record({
  width: fc.integer({ min: 3, max: 4 }),
  height: fc.integer({ min: 3, max: 4 }),
  inARow: fc.constantFrom(3, 4),
  gravity: fc.boolean(),
  exact: fc.boolean(),
  teamSize: fc.constantFrom(1, 1, 2),
  clock: fc.constantFrom(null, { initialMs: 60_000, incrementMs: 1_000 }, { moveMs: 20_000 }),
  rated: fc.boolean(),
  visibility: fc.constant('public' as const),
});
const sitter = record({
  player: someone,
  standing: fc.constantFrom('account', 'account', 'guest', 'bot'),
  rated: fc.boolean(),
});
const rematchSeats = fc.constantFrom(
  [],
  players.slice(0, 2).map((player, n) => ({ ...account(player), side: n === 0 ? 'x' : 'o', index: 0 })),
);

const a = (weight: number, type: GameCommand['type'], shape: Readonly<Record<string, fc.Arbitrary<unknown>>>) => ({
  weight,
  arbitrary: record({ type: fc.constant(type), ...shape }) as unknown as fc.Arbitrary<Step>,
});
const spoken = { by: someone, offer: kind, next: fc.constant(next) };

const moment = fc.integer({ min: t0 - 10_000, max: t0 + 100_000 });

/** Mostly moves by whoever is to move: without them almost no random game would get anywhere. */
const step: fc.Arbitrary<Step> = fc.oneof(
  a(60, 'Move', { by: fc.constant(mover), x: coordinate, y: coordinate }),
  a(3, 'Move', { by: someone, x: coordinate, y: fc.option(coordinate) }),
  a(7, 'Offer', spoken),
  a(7, 'Accept', spoken),
  a(2, 'Decline', spoken),
  a(1, 'Sit', { by: sitter, side, index: fc.option(fc.integer({ min: -1, max: 2 })) }),
  a(1, 'GiveTime', { by: someone }),
  a(1, 'Resign', { by: someone }),
  a(2, 'Abort', { by: someone }),
  a(1, 'Claim', { by: someone, opponentGoneSince: fc.constantFrom(null, t0, t0 + 20_000) }),
  a(1, 'TimeOut', {}),
  a(1, 'GiveTimeBack', { from: moment, until: moment }),
  a(2, 'Expire', {}),
  a(1, 'Create', { by: sitter, settings, side, chance: fc.double({ min: 0, max: 0.999 }) }),
  a(1, 'CreateRematch', { of: fc.constant(gameId('g')), settings, seats: rematchSeats }),
);

/** Mostly a second, sometimes backwards, once in a long while for ever. */
const pause = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(0, 1_000, 1_000, 1_000, 3_000, -5_000) },
  { weight: 6, arbitrary: fc.constant(30_000) },
  { weight: 1, arbitrary: fc.constant(15 * 86_400_000) },
);

/** Commands and the pause before each, ms. */
export const script = fc.array(fc.tuple(step, pause), { minLength: 20, maxLength: 90 });

/** The command that a step is at this time in this state. */
export const commandOf = (state: GameState, open: Step, at: number): GameCommand => {
  const command = { ...open, at } as GameCommand;
  if (command.type !== 'Move' || command.by !== mover || state.phase !== 'playing') return command;
  const toMove = state.seats.find((seat) => isTurnOf(state, seat));
  return { ...command, by: toMove?.player ?? p0, y: state.settings.gravity ? null : command.y };
};

/** A game created by p0 and seated by p1, p2, … until it starts, or until one too few sits. */
export const openings = fc
  .tuple(settings, fc.constantFrom(0, 0, 0, 1))
  .map(([given, missing]): readonly GameCommand[] => [
    { type: 'Create', at: t0, by: account(p0), settings: { ...given, rated: false }, side: 'x', chance: 0 },
    ...players
      .slice(1, 2 * given.teamSize - missing)
      .map((player): GameCommand => ({ type: 'Sit', at: t0, by: account(player), side: null, index: null })),
  ]);

const eventTypes: readonly GameEvent['type'][] = [
  'GameCreated',
  'SeatTaken',
  'SeatLeft',
  'GameStarted',
  'MoveMade',
  'OfferMade',
  'OfferDeclined',
  'MovesTakenBack',
  'TimeGiven',
  'TimeGivenBack',
  'GameEnded',
  'RematchAgreed',
];

/** An event of any type, and of none that there is, with the fields of all. */
export const anyEvent: fc.Arbitrary<GameEvent> = record({
  type: fc.constantFrom(...eventTypes, 'FromTheFuture'),
  at: fc.integer({ min: t0, max: t0 + 100_000 }),
  player: someone,
  by: someone,
  settings: fc.constantFrom(xo, { ...xo, clock: { moveMs: 5_000 } }),
  rematchOf: fc.constant(null),
  side: fc.constantFrom('x', 'o'),
  to: fc.constantFrom('x', 'o'),
  first: fc.constantFrom('x', 'o'),
  winner: fc.constantFrom('x', 'o', null),
  reason: fc.constantFrom('line', 'time'),
  line: fc.constant([]),
  index: fc.integer({ min: 0, max: 1 }),
  x: coordinate,
  y: coordinate,
  clockMs: fc.constantFrom(null, 1_000),
  offer: kind,
  count: fc.integer({ min: -1, max: 3 }),
  ms: fc.constant(1_000),
  from: moment,
  until: moment,
  next: fc.constant(next),
  standing: fc.constant('account'),
  rated: fc.constant(true),
}).map((event) => event as unknown as GameEvent);
