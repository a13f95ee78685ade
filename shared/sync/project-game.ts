import type { ClockReading, OfferKind } from '../game/events.ts';
import type { Side } from '../game/seats.ts';
import type { Settings } from '../game/settings.ts';
import type { Created, GameResult, GameState, PlayedMove } from '../game/state.ts';
import { turnOf } from '../game/turn.ts';
import { variantOf } from '../game/variants.ts';
import { protocolVersion } from '../protocol/version.ts';
import { ClocksState, type GameRoomState, OffersState, ResultState, TurnState } from './game-room-state.ts';

/** A game as the log tells it. */
export interface GameView {
  readonly id: string;
  readonly version: number;
  readonly state: GameState;
  /** The server's clock, ms since the epoch. */
  readonly now: number;
}

type WithBoard = Exclude<Created, { phase: 'awaiting' }>;

const statusOf = { awaiting: 'awaiting', playing: 'playing', ended: 'finished' } as const;

const showSettings = (schema: GameRoomState, settings: Settings): void => {
  schema.variant = variantOf(settings) ?? '';
  schema.width = settings.width;
  schema.height = settings.height;
  schema.inARow = settings.inARow;
  schema.gravity = settings.gravity;
  schema.exact = settings.exact;
  schema.teamSize = settings.teamSize;
  schema.rated = settings.rated;
};

/** Goes by the moves that only one of the two states has: made or taken back in between. */
const showCells = (
  schema: GameRoomState,
  shown: readonly PlayedMove[],
  { cells, moves, settings }: WithBoard,
): void => {
  const show = ({ x, y }: PlayedMove): void => {
    const at = y * settings.width + x;
    schema.cells[at] = cells[at]!;
  };
  let same = Math.min(shown.length, moves.length);
  while (same > 0 && shown[same - 1] !== moves[same - 1]) same -= 1;
  for (let at = same; at < shown.length; at += 1) show(shown[at]!);
  for (let at = same; at < moves.length; at += 1) show(moves[at]!);
};

const showTurn = (schema: GameRoomState, state: Created): void => {
  if (state.phase !== 'playing') {
    schema.turn = undefined;
    return;
  }
  const { side, index } = turnOf(state);
  schema.turn ??= new TurnState();
  schema.turn.side = side;
  schema.turn.seat = index;
};

const showClocks = (schema: GameRoomState, clocks: ClockReading | null, runningSince: number, now: number): void => {
  if (clocks === null) {
    if (schema.clocks) schema.clocks = undefined;
    return;
  }
  schema.clocks ??= new ClocksState();
  schema.clocks.x = clocks.x;
  schema.clocks.o = clocks.o;
  schema.clocks.runningSince = runningSince;
  schema.clocks.serverNow = now;
};

const showResult = (schema: GameRoomState, { winner, reason, line }: GameResult, width: number): void => {
  if (schema.result) return;
  const result = new ResultState();
  result.winner = winner ?? '';
  result.reason = reason;
  result.line.push(...line.map(({ x, y }) => y * width + x));
  schema.result = result;
};

const showOffers = (schema: GameRoomState, offers: Readonly<Partial<Record<OfferKind, Side>>>): void => {
  schema.offers ??= new OffersState();
  schema.offers.draw = offers.draw ?? '';
  schema.offers.takeback = offers.takeback ?? '';
  schema.offers.rematch = offers.rematch ?? '';
};

const showPlay = (schema: GameRoomState, state: WithBoard, now: number): void => {
  const { width } = state.settings;
  const last = state.moves.at(-1);
  schema.plies = state.moves.length;
  schema.lastMove = last ? last.y * width + last.x : -1;
  showOffers(schema, state.offers);
  if (state.phase === 'playing') showClocks(schema, state.clocks, state.clocks?.runningSince ?? 0, now);
  else showClocks(schema, state.clocks, 0, now);
  if (state.phase !== 'ended') return;
  showResult(schema, state.result, width);
  schema.next = state.next ?? '';
};

const showFrame = (schema: GameRoomState, id: string, settings: Settings): void => {
  schema.id = id;
  showSettings(schema, settings);
  schema.cells.push(...new Uint8Array(settings.width * settings.height));
};

/**
 * Shows a game in a schema, again and again as it goes on; each time only what differs is written, so a patch holds
 * what changed. Showing every commit or only the last one gives the same state. An absent game shows nothing.
 */
export const createGameProjection = (schema: GameRoomState): ((view: GameView) => void) => {
  let shown: readonly PlayedMove[] = [];
  schema.protocol = protocolVersion;
  schema.lastMove = -1;
  showOffers(schema, {});
  return ({ id, version, state, now }) => {
    if (state.phase === 'absent') return;
    if (schema.cells.length === 0) showFrame(schema, id, state.settings);
    schema.version = version;
    schema.status = statusOf[state.phase];
    showTurn(schema, state);
    if (state.phase === 'awaiting') return;
    showCells(schema, shown, state);
    shown = state.moves;
    showPlay(schema, state, now);
  };
};
