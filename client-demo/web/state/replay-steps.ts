import { cellIndex } from '../../../shared/game/board.ts';
import type { Cell, ClockReading, GameEvent } from '../../../shared/game/events.ts';
import { evolve } from '../../../shared/game/evolve.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import type { GameResult, GameState } from '../../../shared/game/state.ts';
import type { GameEventEntry } from '../../../shared/protocol/games.ts';

/** One look at a finished game: the board after something that changed it. */
export interface Step {
  readonly is: 'start' | 'move' | 'takeback' | 'end';
  /** Ms since the epoch. */
  readonly at: number;
  /** 0 empty, 1 X, 2 O. */
  readonly cells: Uint8Array;
  /** Who made the move. */
  readonly side: Side | null;
  readonly move: Cell | null;
  /** The last move that stands. */
  readonly lastMove: number | null;
  /** How many moves stand. */
  readonly plies: number;
  readonly clocks: ClockReading | null;
  /** How the game ended, at the last step only. */
  readonly result: GameResult | null;
}

type Boarded = Extract<GameState, { readonly cells: Uint8Array }>;

/** The log's entries as the events that the rules fold. */
export const eventsOf = (entries: readonly GameEventEntry[]): readonly GameEvent[] =>
  entries.map(({ version: _version, at, ...fields }) => ({ ...fields, at: Date.parse(at) }) as unknown as GameEvent);

const look = (is: Step['is'], state: Boarded, at: number): Step => {
  const last = state.moves.at(-1);
  const { clocks } = state;
  return {
    is,
    at,
    cells: state.cells,
    side: is === 'move' ? (last?.side ?? null) : null,
    move: is === 'move' && last ? { x: last.x, y: last.y } : null,
    lastMove: last ? cellIndex(state.settings, last) : null,
    plies: state.moves.length,
    clocks: clocks && { x: clocks.x, o: clocks.o },
    result: state.phase === 'ended' ? state.result : null,
  };
};

const kinds: Readonly<Partial<Record<GameEvent['type'], Step['is']>>> = {
  GameStarted: 'start',
  MoveMade: 'move',
  MovesTakenBack: 'takeback',
};

const endedByMove = ({ reason }: GameResult): boolean => reason === 'line' || reason === 'full';

/** A move that ends the game shows its result; any other end is a look of its own. */
const withEnd = (steps: readonly Step[], state: Boarded, event: GameEvent): readonly Step[] => {
  const last = steps.at(-1);
  if (state.phase !== 'ended') return steps;
  if (last && endedByMove(state.result)) return [...steps.slice(0, -1), { ...last, result: state.result }];
  return [...steps, { ...look('end', state, event.at), side: null }];
};

/** What a finished game showed, in order, by folding its own events with the rules. The first look is the empty board. */
export const stepsOf = (events: readonly GameEvent[]): readonly Step[] => {
  let state: GameState = { phase: 'absent' };
  let steps: readonly Step[] = [];
  for (const event of events) {
    const before: GameState = state;
    state = evolve(state, event);
    if (state === before || !('cells' in state)) continue;
    const kind = kinds[event.type];
    if (kind) steps = [...steps, look(kind, state, event.at)];
    else if (event.type === 'GameEnded') steps = withEnd(steps, state, event);
  }
  return steps;
};

/** Who is to move at a step; null when the game is over there. */
export const toMoveAt = (steps: readonly Step[], at: number): Side | null => {
  const step = steps[at];
  if (!step || step.result) return null;
  if (step.side) return otherSide(step.side);
  return steps.slice(at + 1).find(({ side }) => side)?.side ?? null;
};
