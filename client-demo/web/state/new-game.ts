import type { Side } from '../../../shared/game/seats.ts';
import type { BoardSettings, ClockSettings } from '../../../shared/game/settings.ts';
import type { VariantName } from '../../../shared/game/variants.ts';
import type { NewGame } from '../../../shared/protocol/games.ts';

export type BoardChoice = VariantName | 'custom';
export type ClockChoice = 'none' | 'blitz' | 'rapid' | 'slow' | 'move' | 'day';

/** The time controls on offer, in ms. */
const clockChoices: Readonly<Record<ClockChoice, ClockSettings | null>> = {
  none: null,
  blitz: { initialMs: 60_000, incrementMs: 1_000 },
  rapid: { initialMs: 180_000, incrementMs: 2_000 },
  slow: { initialMs: 600_000, incrementMs: 5_000 },
  move: { moveMs: 30_000 },
  day: { moveMs: 86_400_000 },
};

export const clockChoiceNames = Object.keys(clockChoices) as readonly ClockChoice[];

/** The form for a new game. The custom board is kept while another choice is looked at. */
export interface NewGameForm {
  readonly choice: BoardChoice;
  readonly custom: BoardSettings;
  readonly side: Side | 'random';
  readonly clock: ClockChoice;
  readonly rated: boolean;
  readonly teamSize: number;
  readonly open: boolean;
}

export const newGameForm = (mayPlayRated: boolean): NewGameForm => ({
  choice: 'xo',
  custom: { width: 8, height: 8, inARow: 5, gravity: false, exact: false },
  side: 'random',
  clock: 'none',
  rated: mayPlayRated,
  teamSize: 1,
  open: true,
});

/** Only the named variants have a ladder. */
export const canBeRated = (form: NewGameForm): boolean => form.choice !== 'custom';

const clamp = (value: number, from: number, to: number): number =>
  Number.isFinite(value) ? Math.min(to, Math.max(from, Math.round(value))) : from;

/** A custom board pulled back inside the limits: 3 to 19 cells a side, a line no longer than the longer side. */
const fitted = (board: BoardSettings): BoardSettings => {
  const width = clamp(board.width, 3, 19);
  const height = clamp(board.height, 3, 19);
  return { ...board, width, height, inARow: clamp(board.inARow, 3, Math.max(width, height)) };
};

/** The form with some answers changed. */
export const changed = (form: NewGameForm, change: Partial<NewGameForm>): NewGameForm => {
  const next = { ...form, ...change };
  return { ...next, custom: fitted(next.custom) };
};

/** The body of `POST /v1/games`. */
export const newGameBody = (form: NewGameForm): NewGame => ({
  ...(form.choice === 'custom'
    ? { settings: { ...form.custom, teamSize: form.teamSize } }
    : { variant: form.choice, teamSize: form.teamSize }),
  ...(form.side === 'random' ? {} : { side: form.side }),
  rated: form.rated && canBeRated(form),
  visibility: form.open ? 'public' : 'private',
  clock: clockChoices[form.clock],
});
