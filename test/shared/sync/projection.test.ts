import assert from 'node:assert/strict';
import { type Decoder, Encoder, Reflection } from '@colyseus/schema';
import fc from 'fast-check';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { GameRoomState } from '../../../shared/sync/game-room-state.ts';
import { createGameProjection } from '../../../shared/sync/project-game.ts';
import { projectPeople } from '../../../shared/sync/project-people.ts';
import { commandOf, openings, script } from '../game/arbitraries.ts';
import { t0 } from '../game/fixtures.ts';

const now = t0 + 5;

/** The states that a script goes through, with the version of each. */
const statesOf = (start: readonly GameCommand[], steps: readonly Parameters<typeof commandOf>[1][]): GameState[] => {
  const states: GameState[] = [];
  let state: GameState = game.initial;
  const take = (command: GameCommand): void => {
    const decision = game.decide(state, command);
    if (!decision.ok) return;
    state = decision.value.reduce(game.evolve, state);
    states.push(state);
  };
  start.forEach(take);
  for (const [at, step] of steps.entries()) take(commandOf(state, step, t0 + at * 1_000));
  return states;
};

const shownAtOnce = (state: GameState, version: number): unknown => {
  const schema = new GameRoomState();
  createGameProjection(schema)({ id: 'g', version, state, now });
  return schema.toJSON();
};

/** A client that gets the whole state once and patches from then on, as over the wire. */
const createClient = (encoder: Encoder) => {
  const decoder = Reflection.decode(Reflection.encode(encoder)) as Decoder;
  decoder.decode(encoder.encodeAll());
  encoder.discardChanges();
  return {
    patch: (): number => {
      const bytes = encoder.encode();
      decoder.decode(bytes);
      encoder.discardChanges();
      return bytes.length;
    },
    state: () => decoder.state.toJSON(),
  };
};

const cellsOf = (width: number, marks: readonly [x: number, y: number, side: 'x' | 'o'][]): GameCommand[] =>
  marks.map(([x, y, side]) => ({
    type: 'Move',
    at: t0,
    by: playerId(side === 'x' ? 'p0' : 'p1'),
    x: x % width,
    y,
  }));

const opened = (width: number): GameCommand[] => {
  const by = (player: string) => ({ player: playerId(player), standing: 'account' as const, rated: false });
  const board = { width, height: width, inARow: 3, gravity: false, exact: false, teamSize: 1, clock: null };
  const settings = { ...board, rated: false, visibility: 'public' as const };
  return [
    { type: 'Create', at: t0, by: by('p0'), settings, side: 'x', chance: 0 },
    { type: 'Sit', at: t0, by: by('p1'), side: null, index: null },
  ];
};

describe('a projected game', () => {
  it('[SY1] showing every state one after the other gives what showing the last one gives, here and at a client', () =>
    fc.assert(
      fc.property(openings, script, (start, steps) => {
        const states = statesOf(
          start,
          steps.map(([step]) => step),
        );
        const schema = new GameRoomState();
        const show = createGameProjection(schema);
        const client = createClient(new Encoder(schema));
        for (const [at, state] of states.entries()) {
          show({ id: 'g', version: at + 1, state, now });
          client.patch();
          const expected = shownAtOnce(state, at + 1);
          assert.deepEqual(schema.toJSON(), expected);
          assert.deepEqual(client.state(), expected);
        }
      }),
      { numRuns: 60 },
    ));

  it('[SY2] a move on the largest board costs a patch of a few bytes', () => {
    const states = statesOf(opened(19), []);
    const schema = new GameRoomState();
    const show = createGameProjection(schema);
    show({ id: 'g', version: 2, state: states.at(-1)!, now });
    const client = createClient(new Encoder(schema));
    let state = states.at(-1)!;
    const sizes = cellsOf(19, [
      [9, 9, 'x'],
      [0, 18, 'o'],
    ]).map((move, at) => {
      const decision = game.decide(state, move);
      assert.ok(decision.ok);
      state = decision.value.reduce(game.evolve, state);
      show({ id: 'g', version: 3 + at, state, now });
      return client.patch();
    });
    assert.ok(Math.max(...sizes) <= 24, `patches of ${sizes} bytes`);
    assert.equal(client.patch(), 0);
  });

  it('[SY3] an absent game shows nothing', () => {
    const schema = new GameRoomState();
    createGameProjection(schema)({ id: 'g', version: 0, state: game.initial, now });
    assert.deepEqual([schema.id, schema.version], [undefined, undefined]);
    assert.equal(schema.status, undefined);
  });
});

describe('projected people', () => {
  const p0 = playerId('p0');
  const seat = { side: 'x' as const, index: 0, player: p0, standing: 'account' as const, rated: true };
  const view = { person: () => undefined, goneSince: () => 7, spectators: 0 };

  it('[SY4] somebody whose name is not known yet sits without one, and gets it later', () => {
    const schema = new GameRoomState();
    projectPeople({ ...view, seats: [seat] }, schema);
    assert.deepEqual(schema.players.get('x0')?.toJSON(), {
      id: 'p0',
      name: '',
      rated: true,
      connected: false,
      goneSince: 7,
      bot: false,
    });
    const person = { name: 'Ann', bot: true, rating: 1_200 };
    projectPeople({ seats: [seat], person: () => person, goneSince: () => null, spectators: 3 }, schema);
    const { name, rating, bot, connected, goneSince } = schema.players.get('x0')!;
    assert.deepEqual([name, rating, bot, connected, goneSince], ['Ann', 1_200, true, true, 0]);
    assert.equal(schema.spectators, 3);
  });

  it('[SY5] who has left their seat is no longer shown there', () => {
    const schema = new GameRoomState();
    projectPeople({ ...view, seats: [seat] }, schema);
    projectPeople({ ...view, seats: [{ ...seat, side: 'o' }] }, schema);
    assert.deepEqual([...schema.players.keys()], ['o0']);
  });
});
