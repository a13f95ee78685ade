/** What the server and the process of its house bots tell each other over IPC; both are the same program, so nothing is parsed. */

export interface HouseSeat {
  readonly level: number;
  /** The bot's player id. */
  readonly player: string;
  readonly apiKey: string;
  /** Whether it keeps a game waiting in the lobby. */
  readonly keepsTable: boolean;
  /** Games that it sits in and that have not ended. */
  readonly games: readonly string[];
}

/** Server to bots. `start` comes first and once. */
export type HouseOrder =
  | {
      readonly type: 'start';
      /** Where the server is, such as `http://127.0.0.1:2567`. */
      readonly url: string;
      /** The least and the most that a bot takes for a move, ms. */
      readonly delayMs: readonly [number, number];
      readonly seats: readonly HouseSeat[];
    }
  | { readonly type: 'assign'; readonly level: number; readonly game: string }
  | { readonly type: 'stop' };

/** Bots to server. */
export type HouseNews =
  | { readonly type: 'listening' }
  | { readonly type: 'trouble'; readonly level: number; readonly what: string; readonly reason: string };
