import { accept, refuse } from '../kernel/result.ts';
import type { Sitter } from './commands.ts';
import type { Command, Decision } from './decision.ts';
import type { GameEvent } from './events.ts';
import type { GameRefusal } from './refusals.ts';
import type { Seat, Side } from './seats.ts';
import { seatKey } from './seats.ts';
import type { Settings } from './settings.ts';
import { settingsRefusal } from './settings-rules.ts';
import type { GameState } from './state.ts';

/** X begins every game; the log records it, so that a later rule could choose otherwise without touching past games. */
const firstSide: Side = 'x';

export const started = (at: number): GameEvent => ({ type: 'GameStarted', at, first: firstSide });

/** A rated game is for players whose rating counts, and for bots, which are taken at the starting rating. */
export const maySit = (settings: Settings, { rated, standing }: Sitter): boolean =>
  !settings.rated || rated || standing === 'bot';

export const seatTaken = (at: number, { player, standing, rated }: Sitter, side: Side, index: number): GameEvent => ({
  type: 'SeatTaken',
  at,
  side,
  index,
  player,
  standing,
  rated,
});

const chosenSide = ({ side, chance }: Command<'Create'>): Side => side ?? (chance < 0.5 ? 'x' : 'o');

/** The creator sits down at once, on the first seat of a side of their choice or of chance's. */
export const decideCreate = (state: GameState, command: Command<'Create'>): Decision => {
  const { at, by, settings } = command;
  if (state.phase !== 'absent') return refuse('game/already-created');
  const refusal = settingsRefusal(settings);
  if (refusal) return refuse(refusal);
  if (!maySit(settings, by)) return refuse('game/not-rated');
  return accept([
    { type: 'GameCreated', at, by: by.player, settings, rematchOf: null },
    seatTaken(at, by, chosenSide(command), 0),
  ]);
};

const distinct = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;

/** Both teams complete, nobody and no seat twice: seats are of the settings, and as many as there are. */
const seatsRefusal = (settings: Settings, seats: readonly Seat[]): GameRefusal | null => {
  if (!distinct(seats.map(({ player }) => player))) return 'game/already-seated';
  if (!distinct(seats.map(seatKey))) return 'game/seat-taken';
  const complete =
    seats.length === 2 * settings.teamSize && seats.every(({ index }) => index >= 0 && index < settings.teamSize);
  if (!complete) return 'game/not-a-player';
  return seats.every((seat) => maySit(settings, seat)) ? null : 'game/not-rated';
};

/** A rematch is created, seated and started in one commit; its creator is whoever is named first. */
export const decideCreateRematch = (state: GameState, command: Command<'CreateRematch'>): Decision => {
  const { at, of, settings, seats } = command;
  if (state.phase !== 'absent') return refuse('game/already-created');
  const refusal = settingsRefusal(settings) ?? seatsRefusal(settings, seats);
  if (refusal) return refuse(refusal);
  const [creator] = seats;
  if (!creator) return refuse('game/not-a-player');
  return accept([
    { type: 'GameCreated', at, by: creator.player, settings, rematchOf: of },
    ...seats.map((seat) => seatTaken(at, seat, seat.side, seat.index)),
    started(at),
  ]);
};
