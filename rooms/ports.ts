import type { GameCommand } from '../shared/game/commands.ts';
import type { GameEvent } from '../shared/game/events.ts';
import type { GameRefusal } from '../shared/game/refusals.ts';
import type { GameState } from '../shared/game/state.ts';
import type { After } from '../shared/kernel/after.ts';
import type { GameId, PlayerId } from '../shared/kernel/ids.ts';
import type { Result } from '../shared/kernel/result.ts';
import type { RoomRefusal } from '../shared/protocol/refusals.ts';
import type { ChatLine, RatingChangesMessage } from '../shared/protocol/room.ts';
import type { Person } from '../shared/sync/project-people.ts';
import type { JudgePace } from './pace.ts';
import type { WatchSession } from './session-ends.ts';

/** Whom a token lets in, and as what. Plain JSON: it crosses to the process that has the room. */
export interface Admission {
  readonly player: PlayerId;
  readonly role: 'player' | 'spectator';
  /** The login session that asked for the token. */
  readonly session?: string | undefined;
}

/** A game as it stands. */
export interface GameNow {
  readonly state: GameState;
  readonly version: number;
}

/** A live view of one game. */
export interface GameFollower {
  current(): GameNow;
  /** To be waited for before anybody who comes in is shown the game: it is served here from now on. Never rejects. */
  entered(): Promise<void>;
  stop(): void;
}

/** Calls back with each later commit's events, in order and once; rejects when the game cannot be read. */
type FollowGame = (
  game: GameId,
  onCommit: (events: readonly GameEvent[], now: GameNow) => void,
) => Promise<GameFollower>;

/** The one door for commands; what it answers is durable. */
type SubmitCommand = (
  game: GameId,
  command: GameCommand,
  commitId: string,
) => Promise<{ readonly ok: true; readonly version: number } | { readonly ok: false; readonly refusal: GameRefusal }>;

/** The lines said in a game; kept apart from its log. */
interface Chat {
  /** The newest lines, oldest first. */
  recent(game: GameId): Promise<readonly ChatLine[]>;
  /** False, and not kept, when there is a line with that id already. */
  save(game: GameId, line: ChatLine): Promise<boolean>;
}

/** Why a connection is closed that did not behave. */
export type Expulsion = 'too-fast' | 'not-reading' | 'broken-frame' | 'no-handshake' | 'session-ended';

/** What operators hear of rooms. */
export interface RoomReport {
  /** Something unforeseen was thrown; the room goes on. `where` is a request type or a method of the room. */
  roomFailed(game: string, where: string, error: unknown): void;
  connectionExpelled(game: string, player: string, why: Expulsion): void;
}

interface RoomMetrics {
  /** A command of a player was accepted; `type` is the request's. */
  commandAccepted(type: string): void;
}

export interface XoRoomDeps {
  /** How each connection's pace is judged; the usual limits when left out. */
  readonly newPace?: (() => JudgePace) | undefined;
  /** Accepts a token once, for the one game that it names. */
  verifyIntratoken(token: string, game: GameId): Promise<Result<Admission, RoomRefusal>>;
  readonly follow: FollowGame;
  readonly submit: SubmitCommand;
  /** Whether an error of `submit` or the chat says that the store does not answer, so that asking again may help. */
  isUnavailable(error: unknown): boolean;
  /** Names and ratings, on the game's ladder, of those who sit in it. */
  people(game: GameId, state: GameState): Promise<ReadonlyMap<PlayerId, Person>>;
  /** The name a player goes by now. */
  nameOf(player: PlayerId): Promise<string>;
  readonly chat: Chat;
  /** Calls back when the game's result has been applied to its ladder; the answer ends that. */
  onRated(game: GameId, tell: (changes: RatingChangesMessage['changes']) => void): () => void;
  /** Server time, ms since the epoch. */
  now(): number;
  newId(): string;
  readonly after: After;
  /** How many connections may watch a game, so that a move is not told to the whole world; 1,000 unless told. */
  readonly mostSpectators?: number;
  /** A connection ends with the login session that opened it; with none when left out. */
  readonly watchSession?: WatchSession | undefined;
  readonly metrics: RoomMetrics;
  readonly report: RoomReport;
}
