import assert from 'node:assert/strict';
import { here } from '../../../../client-demo/web/state/failure.ts';
import {
  enterReplay,
  type ReplayMessage,
  type ReplayScreen,
  replayKey,
  stepsIn,
  ungraded,
  updateReplay,
} from '../../../../client-demo/web/state/replay.ts';
import { eventsOf, stepsOf, toMoveAt } from '../../../../client-demo/web/state/replay-steps.ts';
import { variants } from '../../../../shared/game/variants.ts';
import type { GameEventEntry } from '../../../../shared/protocol/games.ts';
import { summary } from '../fixtures.ts';

const time = (s: number): string => new Date(Date.UTC(2026, 0, 1) + s * 1000).toISOString();
const settings = {
  ...variants.xo,
  teamSize: 1,
  clock: { initialMs: 60_000, incrementMs: 0 },
  rated: false,
  visibility: 'public',
};
const seat = (side: 'x' | 'o', player: string): GameEventEntry => ({
  version: 2,
  type: 'SeatTaken',
  at: time(0),
  side,
  index: 0,
  player,
  standing: 'guest',
  rated: false,
});
const move = (s: number, side: 'x' | 'o', x: number, y: number): GameEventEntry => ({
  version: 5,
  type: 'MoveMade',
  at: time(s),
  player: side,
  side,
  x,
  y,
  clockMs: 60_000 - s * 1000,
});
const opening: readonly GameEventEntry[] = [
  { version: 1, type: 'GameCreated', at: time(0), by: 'x', settings, rematchOf: null },
  seat('x', 'x'),
  seat('o', 'o'),
  { version: 4, type: 'GameStarted', at: time(1), first: 'x' },
];
const ended = (s: number, reason: string): GameEventEntry => ({
  version: 9,
  type: 'GameEnded',
  at: time(s),
  winner: 'x',
  reason,
  line:
    reason === 'line'
      ? [
          { x: 0, y: 0 },
          { x: 1, y: 0 },
          { x: 2, y: 0 },
        ]
      : [],
});
const won: readonly GameEventEntry[] = [
  ...opening,
  move(2, 'x', 0, 0),
  move(3, 'o', 1, 1),
  move(20, 'x', 1, 0),
  move(20.1, 'o', 2, 2),
  move(22, 'x', 2, 0),
  ended(22, 'line'),
];

const recorded = (entries: readonly GameEventEntry[]): ReplayMessage => ({
  area: 'replay',
  game: 'g',
  type: 'recorded',
  recording: here({ summary: summary({ status: 'finished' }), steps: stepsOf(eventsOf(entries)) }),
});
const open = (entries = won): ReplayScreen => updateReplay(enterReplay('g')[0], recorded(entries))[0];
const act = (screen: ReplayScreen, key: string) => updateReplay(screen, replayKey(screen, key)!);

describe('web: the steps of a replay', () => {
  it('[WB44] are the board after each move, from the empty one to the result', () => {
    const steps = stepsOf(eventsOf(won));
    assert.deepEqual(
      steps.map(({ is, plies, lastMove }) => [is, plies, lastMove]),
      [
        ['start', 0, null],
        ['move', 1, 0],
        ['move', 2, 4],
        ['move', 3, 1],
        ['move', 4, 8],
        ['move', 5, 2],
      ],
    );
    assert.equal(steps[4]?.result, null);
    assert.equal(steps[5]?.result?.line.length, 3);
    assert.deepEqual([...steps[2]!.cells], [1, 0, 0, 0, 2, 0, 0, 0, 0]);
    assert.equal(steps[1]?.clocks?.x, 58_000);
  });

  it('[WB44] what was taken back is shown as it happened, and an end without a move is a step', () => {
    const entries = [
      ...opening,
      move(2, 'x', 0, 0),
      { version: 6, type: 'MovesTakenBack', at: time(4), player: 'x', count: 1 },
      move(5, 'x', 1, 1),
      ended(9, 'resignation'),
    ];
    const steps = stepsOf(eventsOf(entries));
    assert.deepEqual(
      steps.map(({ is, plies }) => [is, plies]),
      [
        ['start', 0],
        ['move', 1],
        ['takeback', 0],
        ['move', 1],
        ['end', 1],
      ],
    );
    assert.equal(steps.at(-1)?.result?.reason, 'resignation');
  });

  it('[WB44] are the same with time given back in between, but for the clocks at an end without a move', () => {
    const givenBack = (from: number, until: number): GameEventEntry => ({
      ...{ version: 6, type: 'TimeGivenBack', at: time(until), side: 'o', reason: 'outage' },
      ...{ from: Date.parse(time(from)), until: Date.parse(time(until)) },
    });
    const played = [...opening, move(3, 'x', 0, 0)];
    const steps = (...more: readonly GameEventEntry[]) => stepsOf(eventsOf([...played, ...more]));
    assert.deepEqual(steps(givenBack(5, 25), move(30, 'o', 1, 1)), steps(move(30, 'o', 1, 1)));
    const clocks = (...more: readonly GameEventEntry[]) => steps(...more).at(-1)?.clocks;
    assert.deepEqual(clocks(ended(30, 'resignation')), { x: 57_000, o: 33_000 });
    assert.deepEqual(clocks(givenBack(5, 25), ended(30, 'resignation')), { x: 57_000, o: 53_000 });
  });

  it('[WB44] say who is to move', () => {
    const steps = stepsOf(eventsOf(won));
    assert.deepEqual(
      steps.map((_, at) => toMoveAt(steps, at)),
      ['x', 'o', 'x', 'o', 'x', null],
    );
  });
});

describe('web: a replay', () => {
  it('[WB45] arrows, Home and End step and stop at both ends; other keys are left alone', () => {
    let screen = open();
    const seen: number[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'ArrowRight', 'Home', 'ArrowLeft']) {
      [screen] = act(screen, key);
      seen.push(screen.at);
    }
    assert.deepEqual(seen, [1, 2, 1, 5, 5, 0, 0]);
    assert.equal(replayKey(screen, 'a'), null);
  });

  it('[WB46] plays at the pace of the game, within a quarter and three seconds, to the end', () => {
    let [screen, effects] = act(open(), ' ');
    const pauses: number[] = [];
    while (effects[0]?.type === 'tick-replay') {
      pauses.push(effects[0].afterMs);
      [screen, effects] = updateReplay(screen, { area: 'replay', game: 'g', type: 'tick', run: screen.run });
    }
    assert.deepEqual(pauses, [1000, 1000, 3000, 250, 1900]);
    assert.deepEqual([screen.at, screen.playing], [5, false]);
    assert.equal(act(screen, ' ')[0].at, 0);
  });

  it('[WB46] pausing and stepping stop it, and a tick of an earlier run is void', () => {
    const [playing] = act(open(), ' ');
    const [paused, effects] = act(playing, ' ');
    assert.deepEqual([paused.playing, effects], [false, []]);
    assert.equal(act(playing, 'ArrowRight')[0].playing, false);
    const [again] = act(paused, ' ');
    assert.equal(updateReplay(again, { area: 'replay', game: 'g', type: 'tick', run: playing.run })[0], again);
  });

  it('[WB43] a small board is thought about, and the grades stand at the steps of their moves', () => {
    const [screen, effects] = updateReplay(enterReplay('g')[0], recorded(won));
    assert.equal(effects[0]?.type, 'grade-moves');
    const grade = { before: 0, after: 0 } as const;
    const [graded] = updateReplay(screen, {
      area: 'replay',
      game: 'g',
      type: 'graded',
      grades: [null, null, null, null, grade],
    });
    assert.deepEqual(graded.grades, [null, null, null, null, null, grade]);
    assert.equal(stepsIn(graded).length, 6);
    assert.equal(ungraded(graded), 4);
  });
});
