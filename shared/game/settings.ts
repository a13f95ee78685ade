/** Time control: Fischer (a bank plus an increment a move), or a fixed time for each move. Null is no clock. */
export type ClockSettings = { readonly initialMs: number; readonly incrementMs: number } | { readonly moveMs: number };

/** The rules of one board, without who plays or how fast. */
export interface BoardSettings {
  /** Columns, 3 to 19. */
  readonly width: number;
  /** Rows, 3 to 19. */
  readonly height: number;
  /** Marks in a row that win, 3 to max(width, height). */
  readonly inARow: number;
  /** A mark falls to the lowest free cell of its column. */
  readonly gravity: boolean;
  /** A run longer than `inARow` does not win. */
  readonly exact: boolean;
}

export interface Settings extends BoardSettings {
  /** Players a side, 1 to 4; teammates move in turn. */
  readonly teamSize: number;
  readonly clock: ClockSettings | null;
  readonly rated: boolean;
  readonly visibility: 'public' | 'private';
}
