import type { GameCommand, Sitter } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import { parseCell } from '../../../shared/game/notation.ts';
import type { Seat, Side } from '../../../shared/game/seats.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import type { Ended, GameState, Playing } from '../../../shared/game/state.ts';
import { turnOf } from '../../../shared/game/turn.ts';
import { variants } from '../../../shared/game/variants.ts';
import { gameId, type PlayerId, playerId } from '../../../shared/kernel/ids.ts';

/** When every game of these tests was created and started, ms since the epoch. */
export const t0 = Date.UTC(2026, 0, 2, 3, 4, 5);

export const next = gameId('next');
export const stranger = playerId('stranger');
/** Whoever sits on a seat is named after it. */
export const x = playerId('x0');
export const o = playerId('o0');

export const xo: Settings = { ...variants.xo, teamSize: 1, clock: null, rated: false, visibility: 'public' };
export const fischer: Settings = { ...xo, clock: { initialMs: 60_000, incrementMs: 2_000 } };
export const perMove: Settings = { ...xo, clock: { moveMs: 10_000 } };
export const teams: Settings = { ...xo, ...variants['xo-6x4'], teamSize: 2 };

export const account = (player: PlayerId): Sitter => ({ player, standing: 'account', rated: true });

export const seat = (side: Side, index: number): Seat => ({ ...account(playerId(`${side}${index}`)), side, index });

export const fold = (history: readonly GameEvent[]): GameState => history.reduce(game.evolve, game.initial);

export const created = (settings: Settings = xo): GameEvent => ({
  type: 'GameCreated',
  at: t0,
  by: x,
  settings,
  rematchOf: null,
});

export const taken = (side: Side, index: number): GameEvent => ({ type: 'SeatTaken', at: t0, ...seat(side, index) });

/** A game that waits with x0 seated. */
export const waiting = (settings: Settings = xo): readonly GameEvent[] => [created(settings), taken('x', 0)];

/** A game just started, all seats taken. */
export const started = (settings: Settings = xo, first: Side = 'x'): readonly GameEvent[] => [
  created(settings),
  ...Array.from({ length: settings.teamSize }, (_, index) => [taken('x', index), taken('o', index)]).flat(),
  { type: 'GameStarted', at: t0, first },
];

/** The history with these commands carried out; a refusal is a mistake of the test. */
export const continued = (history: readonly GameEvent[], ...commands: readonly GameCommand[]): readonly GameEvent[] =>
  commands.reduce((events, command) => {
    const decision = game.decide(fold(events), command);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal}`);
    return events.concat(decision.value);
  }, history);

export const asPlaying = (history: readonly GameEvent[]): Playing => {
  const state = fold(history);
  if (state.phase !== 'playing') throw new Error(`not playing but ${state.phase}`);
  return state;
};

export const asEnded = (history: readonly GameEvent[]): Ended => {
  const state = fold(history);
  if (state.phase !== 'ended') throw new Error(`not ended but ${state.phase}`);
  return state;
};

/** The history with moves such as `b2 a1` made by whoever is to move, all at one time. */
export const moved = (history: readonly GameEvent[], cells: string, at: number = t0): readonly GameEvent[] =>
  cells.split(' ').reduce((events, name) => {
    const state = asPlaying(events);
    const cell = parseCell(state.settings, name);
    if (!cell) throw new Error(`no cell ${name}`);
    const turn = turnOf(state);
    return continued(events, { type: 'Move', at, by: playerId(`${turn.side}${turn.index}`), ...cell });
  }, history);
