import { asText, emptyGrid, type Grid, isFull, type Mark, restingRow, winners } from './board.ts';
import type { BoardSettings, LogEvent, Logged } from './history.ts';

export type Side = 'x' | 'o';
export interface ReplayedSeat {
  readonly player: string;
  readonly side: Side;
  readonly index: number;
  readonly rated: boolean;
}
export type LoggedMove = Logged<'MoveMade'>;

/** A game as its log tells it, judged by the checker's own reading of the rules. */
export interface Replayed {
  readonly game: string;
  readonly settings: BoardSettings | null;
  readonly seats: readonly ReplayedSeat[];
  /** Of the last event. */
  readonly version: number;
  /** The board after each version, as text; none before the game began. */
  readonly cells: ReadonlyMap<number, string>;
  readonly moves: readonly LoggedMove[];
  /** How many moves stand at the end. */
  readonly standing: number;
  readonly end: Logged<'GameEnded'> | null;
  /** What is needed to judge the clocks. */
  readonly events: readonly LogEvent[];
  /** Each way in which the log breaks the rules. */
  readonly breaches: readonly string[];
}

interface Play {
  readonly game: string;
  settings: BoardSettings | null;
  seats: ReplayedSeat[];
  first: Side;
  grid: Grid | null;
  version: number;
  readonly cells: Map<number, string>;
  readonly moves: LoggedMove[];
  readonly standing: LoggedMove[];
  end: Logged<'GameEnded'> | null;
  readonly breaches: string[];
}

const markOf = (side: Side): Mark => (side === 'x' ? '1' : '2');
const other = (side: Side): Side => (side === 'x' ? 'o' : 'x');

/** Who is to move: sides take turns, and within a side its players do. */
const mover = ({ first, standing, seats, settings }: Play): ReplayedSeat | undefined => {
  const side = standing.length % 2 === 0 ? first : other(first);
  const index = Math.floor(standing.length / 2) % settings!.teamSize;
  return seats.find((seat) => seat.side === side && seat.index === index);
};

const breachesOfMove = (play: Play, grid: Grid, { player, side, x, y }: LoggedMove): string[] => {
  const due = mover(play);
  const isDue = due?.player === player && due.side === side;
  const won = winners(grid, play.settings!).size > 0;
  return [
    ...(play.end ? ['a move after the end'] : []),
    ...(isDue ? [] : [`${player} moves out of turn`]),
    ...(grid[y]?.[x] === '0' ? [] : [`the cell ${x},${y} is not free`]),
    ...(play.settings!.gravity && restingRow(grid, x) !== y ? [`a mark hangs in the air at ${x},${y}`] : []),
    ...(won ? ['a move after a line was complete'] : []),
  ];
};

const makeMove = (play: Play, event: LoggedMove): void => {
  play.moves.push(event);
  const { grid } = play;
  if (!grid) {
    play.breaches.push(`version ${event.version}: a move before the start`);
    return;
  }
  const breaches = breachesOfMove(play, grid, event);
  play.breaches.push(...breaches.map((what) => `version ${event.version}: ${what}`));
  if (grid[event.y]?.[event.x] !== '0') return;
  grid[event.y]![event.x] = markOf(event.side);
  play.standing.push(event);
};

const takeBack = (play: Play, count: number): void => {
  for (const { x, y } of play.standing.splice(Math.max(0, play.standing.length - count))) play.grid![y]![x] = '0';
};

const breachesOfEnd = ({ grid, settings }: Play, { winner, reason }: Logged<'GameEnded'>): string[] => {
  const won = grid && settings ? [...winners(grid, settings)] : [];
  if (reason === 'line') return winner && won.includes(markOf(winner)) ? [] : ['the winner has no line'];
  const unnoticed = won.length > 0 ? ['a line that was not noticed'] : [];
  const notFull = reason === 'full' && !(grid && isFull(grid)) ? ['a full board with free cells'] : [];
  return [...unnoticed, ...notFull];
};

const finish = (play: Play, event: Logged<'GameEnded'>): void => {
  if (play.end) play.breaches.push(`version ${event.version}: it ends again`);
  else play.breaches.push(...breachesOfEnd(play, event).map((what) => `version ${event.version}: ${what}`));
  play.end ??= event;
};

const apply = (play: Play, event: LogEvent): void => {
  if (event.version !== play.version + 1) play.breaches.push(`version ${event.version} follows ${play.version}`);
  play.version = event.version;
  if (event.type === 'GameCreated') play.settings = event.settings;
  if (event.type === 'SeatTaken') play.seats.push(event);
  if (event.type === 'SeatLeft') play.seats = play.seats.filter(({ player }) => player !== event.player);
  if (event.type === 'GameStarted') {
    play.first = event.first;
    play.grid = emptyGrid(play.settings!);
  }
  if (event.type === 'MoveMade') makeMove(play, event);
  if (event.type === 'MovesTakenBack') takeBack(play, event.count);
  if (event.type === 'GameEnded') finish(play, event);
  if (play.grid) play.cells.set(event.version, asText(play.grid));
};

export const replay = (game: string, events: readonly LogEvent[]): Replayed => {
  const play: Play = {
    ...{ game, settings: null, seats: [], first: 'x', grid: null, version: 0 },
    ...{ cells: new Map(), moves: [], standing: [], end: null, breaches: [] },
  };
  for (const event of events) apply(play, event);
  const { settings, seats, version, cells, moves, end, breaches, standing } = play;
  return { game, settings, seats, version, cells, moves, standing: standing.length, end, events, breaches };
};
