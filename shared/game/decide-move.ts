import { accept, type Result, refuse } from '../kernel/result.ts';
import { dropRow, isColumn, isFree, isFull, isRow } from './board.ts';
import { clockAfterMove } from './clock.ts';
import { acting, type Command, type Decision } from './decision.ts';
import type { Cell, GameEvent } from './events.ts';
import type { GameRefusal } from './refusals.ts';
import type { Side } from './seats.ts';
import type { Created, Playing } from './state.ts';
import { isTurnOf } from './turn.ts';
import { winningLine } from './winning-line.ts';

type Target = Result<Cell, GameRefusal>;

/** With gravity the column decides; a row that is named all the same must be the one the mark falls to. */
const dropped = ({ cells, settings }: Playing, x: number, y: number | null): Target => {
  const row = dropRow(cells, settings, x);
  if (row === null) return refuse('game/column-full');
  return y === null || y === row ? accept({ x, y: row }) : refuse('game/cell-taken');
};

const target = (game: Playing, { x, y }: Command<'Move'>): Target => {
  const { settings, cells } = game;
  if (!isColumn(settings, x) || (y !== null && !isRow(settings, y))) return refuse('game/outside-board');
  if (settings.gravity) return dropped(game, x, y);
  if (y === null) return refuse('game/row-needed');
  return isFree(cells, settings, { x, y }) ? accept({ x, y }) : refuse('game/cell-taken');
};

/** The end that a mark just placed brings about, if any; a line on the last free cell wins. */
const endBy = ({ cells, settings, moves }: Playing, cell: Cell, side: Side, at: number): readonly GameEvent[] => {
  const line = winningLine(cells, settings, cell, side);
  if (line.length > 0) return [{ type: 'GameEnded', at, winner: side, reason: 'line', line }];
  if (!isFull(settings, moves.length + 1)) return [];
  return [{ type: 'GameEnded', at, winner: null, reason: 'full', line: [] }];
};

export const decideMove = (state: Created, command: Command<'Move'>): Decision => {
  const actor = acting(state, command);
  if (!actor.ok) return actor;
  const { game, seat } = actor.value;
  if (!isTurnOf(game, seat)) return refuse('game/not-your-turn');
  const cell = target(game, command);
  if (!cell.ok) return cell;
  const { at, by: player } = command;
  const { side } = seat;
  const clockMs = clockAfterMove(game, side, at);
  return accept([{ type: 'MoveMade', at, player, side, ...cell.value, clockMs }, ...endBy(game, cell.value, side, at)]);
};
