import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyCells, markOf } from '../../../shared/game/board.ts';
import { remaining } from '../../../shared/game/clock.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import { expiryAt } from '../../../shared/game/expiry.ts';
import { bankCapMs } from '../../../shared/game/limits.ts';
import { seatKey } from '../../../shared/game/seats.ts';
import type { Ended, GameState, Playing } from '../../../shared/game/state.ts';
import { turnOf } from '../../../shared/game/turn.ts';
import { anyEvent, commandOf, openings, script } from './arbitraries.ts';
import { fold, t0 } from './fixtures.ts';

type Script = typeof script extends fc.Arbitrary<infer Steps> ? Readonly<Steps> : never;

const checkBoard = (state: Playing | Ended): void => {
  const cells = emptyCells(state.settings);
  state.moves.forEach((move, n) => {
    const turn = turnOf({ ...state, moves: state.moves.slice(0, n) });
    assert.equal(move.side, turn.side, 'marks alternate');
    const mover = state.seats.find(({ player }) => player === move.player);
    assert.equal(mover && seatKey(mover), seatKey(turn), 'teammates move in turn');
    cells[move.y * state.settings.width + move.x] = markOf(move.side);
  });
  assert.deepEqual(state.cells, cells, 'every mark is a move');
};

const checkClocks = (state: Playing, at: number): void => {
  const readings = remaining(state, at);
  assert.equal(readings === null, state.settings.clock === null);
  for (const reading of readings ? [readings.x, readings.o] : []) assert.ok(reading >= 0 && reading <= bankCapMs);
  assert.notEqual(expiryAt(state), null, 'a game in play always ends some day');
};

const check = (state: GameState, at: number): void => {
  if (state.phase === 'absent') return;
  assert.equal(new Set(state.seats.map(seatKey)).size, state.seats.length);
  assert.equal(new Set(state.seats.map(({ player }) => player)).size, state.seats.length);
  if (state.phase === 'awaiting') assert.ok(state.seats.length < 2 * state.settings.teamSize);
  else checkBoard(state);
  if (state.phase === 'playing') checkClocks(state, at);
};

const afterEnd: ReadonlySet<GameEvent['type']> = new Set(['OfferMade', 'OfferDeclined', 'RematchAgreed']);

/** Runs one command and checks everything that must hold whatever it is; gives the events it led to. */
const run = (state: GameState, command: GameCommand): readonly GameEvent[] => {
  const [stateBefore, commandBefore] = structuredClone([state, command]);
  const decision = game.decide(state, command);
  assert.deepEqual(state, stateBefore, 'deciding writes nothing');
  assert.deepEqual(command, commandBefore, 'deciding writes nothing');
  if (!decision.ok) {
    assert.match(decision.refusal, /^game\/[a-z-]+$/);
    return [];
  }
  assert.ok(decision.value.length > 0, 'what is accepted is recorded');
  if (state.phase === 'ended') assert.ok(decision.value.every(({ type }) => afterEnd.has(type)));
  const reached = decision.value.reduce(game.evolve, state);
  assert.deepEqual(state, stateBefore, 'evolving writes nothing');
  assert.notDeepEqual(reached, stateBefore, 'what is recorded changes something');
  check(reached, command.at);
  return decision.value;
};

const playScript = (start: readonly GameCommand[], steps: Script): readonly GameEvent[] => {
  let state: GameState = game.initial;
  let at = t0;
  const log: GameEvent[] = [];
  const take = (command: GameCommand): void => {
    const events = run(state, command);
    log.push(...events);
    state = events.reduce(game.evolve, state);
  };
  start.forEach(take);
  for (const [step, wait] of steps) {
    at += wait;
    take(commandOf(state, step, at));
  }
  assert.deepEqual(fold(log), state, 'replaying the log gives the live state');
  return log;
};

describe('any sequence of commands', () => {
  const parameters = { numRuns: 400, seed: 20_260_102 };

  it('[GM62] keeps the invariants from nothing', () =>
    fc.assert(
      fc.property(script, (steps) => {
        playScript([], steps);
      }),
      parameters,
    ));

  it('[GM61] keeps the log and the live state the same, and writes to nothing it was given', () =>
    fc.assert(
      fc.property(openings, script, (start, steps) => {
        playScript(start, steps);
      }),
      parameters,
    ));

  it('[GM62] reaches every kind of event and end, so that the invariants were put to the test', () => {
    const seen = new Set<string>();
    const note = (event: GameEvent) => seen.add(event.type === 'GameEnded' ? event.reason : event.type);
    fc.assert(
      fc.property(openings, script, (start, steps) => playScript(start, steps).forEach(note)),
      { numRuns: 1_000, seed: 1 },
    );
    const expected =
      'GameCreated SeatTaken SeatLeft GameStarted MoveMade OfferMade OfferDeclined MovesTakenBack TimeGiven TimeGivenBack';
    const ends = 'RematchAgreed line full resignation time agreement abandonment aborted expired';
    assert.deepEqual([...seen].sort(), `${expected} ${ends}`.split(' ').sort());
  });
});

describe('a log of any events', () => {
  it('[GM60] is folded without complaint and without writing to anything', () =>
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const copies = structuredClone(events);
        events.reduce((state: GameState, event) => {
          const before = structuredClone(state);
          const reached = game.evolve(state, event);
          assert.deepEqual(state, before);
          return reached;
        }, game.initial);
        assert.deepEqual(events, copies);
      }),
      { numRuns: 400, seed: 3 },
    ));
});
