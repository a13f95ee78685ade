import { ClientState, CloseCode, Room, ServerError } from '@colyseus/core';
import { coalesce } from '../shared/kernel/coalesce.ts';
import { type GameId, gameId } from '../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../shared/kernel/result.ts';
import type { RefusalCode } from '../shared/protocol/refusals.ts';
import type { ChatLine } from '../shared/protocol/room.ts';
import { GameRoomState } from '../shared/sync/game-room-state.ts';
import { createAnswer } from './answer.ts';
import { type Attendance, createAttendance } from './attendance.ts';
import { watchDeadline } from './deadline-watch.ts';
import { type Door, openDoor, type Visitor } from './door.ts';
import { createGameWindow, type GameWindow } from './game-window.ts';
import type { Admission, GameFollower, XoRoomDeps } from './ports.ts';
import { refusedJoin } from './refusal.ts';
import { createScreen, type Screen } from './screen.ts';
import type { NewSerializer } from './state-serializer.ts';

type GameVisitor = Visitor<Admission>;

/** Ends of a connection that nobody wanted: its session may be resumed. */
const resumable: ReadonlySet<number> = new Set([
  CloseCode.GOING_AWAY,
  CloseCode.NO_STATUS_RECEIVED,
  CloseCode.ABNORMAL_CLOSURE,
  CloseCode.MAY_TRY_RECONNECT,
]);
const resumeWithinSeconds = 20;
/** Those who come together, as after an outage, are shown what was said by one look-up; ms. */
const historyKeptMs = 1_000;
/** So long may wait what is not worth a patch of its own, ms. */
const laterMs = 1_000;
/** The longest that a timer can wait, ms. */
const longestMs = 2_147_483_647;
/** Of one player to one game: every move is told to each. */
const mostConnections = 20;

/**
 * A window on one game: it lets people in, hands their requests to the one door for commands, and shows what the log says.
 * It knows nothing that is not in the log but who is here, so it can be disposed of at any time; it decides nothing.
 */
export class GameRoom extends Room<{ state: GameRoomState; client: GameVisitor }> {
  // Changes are sent when they come: an interval would make each of ten thousand idle games cost something. None at all is not
  // to be had, since Colyseus then keeps a clock going sixty times a second.
  override patchRate = longestMs;
  override state = new GameRoomState();

  readonly #deps: XoRoomDeps;
  readonly #newSerializer: NewSerializer;
  #serializer!: ReturnType<NewSerializer>;
  #attendance!: Attendance;
  #screen!: Screen;
  /** What can wait, sent together. */
  #later: ReturnType<typeof coalesce<'patch'>> | undefined;
  #door!: Door<GameVisitor>;
  #window!: GameWindow;
  #follower: GameFollower | undefined;
  /** The chat as it was read just now, for all who come meanwhile; a line that is said since is not in it. */
  #lines: Promise<readonly ChatLine[]> | undefined;
  /** Connections whose session is being resumed on another. */
  readonly #resuming = new WeakSet<GameVisitor>();
  #stopRatings = (): void => undefined;
  #stopWatch = (): void => undefined;

  constructor(deps: XoRoomDeps, newSerializer: NewSerializer) {
    super();
    this.#deps = deps;
    this.#newSerializer = newSerializer;
  }

  /** Whatever state is set, it is encoded by ours. */
  override setSerializer(): void {
    this.#serializer = this.#newSerializer();
    super.setSerializer(this.#serializer);
  }

  override async onCreate({ game }: { readonly game: string }): Promise<void> {
    const id = gameId(game);
    this.roomId = id;
    this.#open(id);
    const follower = await this.#follow(id);
    this.#follower = follower;
    this.#window.goOn([], follower.current());
    if (this.#window.now().state.phase === 'absent') throw refusedJoin('game/not-found');
    this.#stopRatings = this.#deps.onRated(id, (changes) => this.#screen.showRatings(changes));
    await this.#screen.meet();
  }

  async #follow(game: GameId): Promise<GameFollower> {
    const { follow, isUnavailable } = this.#deps;
    try {
      return await follow(game, this.#window.goOn);
    } catch (error) {
      throw isUnavailable(error) ? refusedJoin('room/unavailable') : error;
    }
  }

  #open(game: GameId): void {
    const deps = this.#deps;
    const attendance = createAttendance(deps.now());
    this.#attendance = attendance;
    // Not by `broadcastPatch`, which looks for all that is not used here before it comes to the same: see DECISIONS.md.
    const { clients, state: schema } = this;
    const serializer = this.#serializer;
    const flush = (): void => void serializer.applyPatches(clients, schema);
    const later = coalesce<'patch'>(deps.after, laterMs, async () => flush());
    this.#later = later;
    this.#screen = createScreen({
      schema,
      attendance,
      view: () => {
        const { version, state } = window.now();
        return { id: game, version, state, now: deps.now() };
      },
      people: () => deps.people(game, window.now().state),
      flush,
      flushSoon: () => later.add('patch'),
      tell: (type, message) => this.broadcast(type, message),
      failed: (where, error) => deps.report.roomFailed(game, where, error),
    });
    const watch = watchDeadline(deps.after, deps.now, () => void this.#timeOut(game));
    this.#stopWatch = watch.stop;
    const window = createGameWindow(this.#screen, watch);
    this.#window = window;
    const say = (line: unknown): void => {
      this.#lines = undefined;
      this.broadcast('chat', line);
    };
    const answer = createAnswer(deps, { game, attendance, now: window.now, say });
    this.#door = openDoor<GameVisitor>(this, deps, (visitor, type, body) =>
      type === 'chat-history' ? this.#askedHistory(visitor) : answer(visitor.auth!, type, body),
    );
  }

  async #timeOut(game: GameId): Promise<void> {
    const { submit, now, isUnavailable, report } = this.#deps;
    try {
      await submit(game, { type: 'TimeOut', at: now() }, `time-out:${this.#window.now().version}`);
    } catch (error) {
      if (!isUnavailable(error)) report.roomFailed(game, 'time-out', error);
    }
  }

  override async onJoin(visitor: GameVisitor): Promise<void> {
    await this.#follower?.entered();
    // Closed, put out or cut off meanwhile: Colyseus has let go of them, or does now.
    if (visitor.state === ClientState.LEAVING) return;
    const { mostSpectators = 1_000 } = this.#deps;
    const { role, player } = visitor.auth!;
    const isFull = role === 'spectator' && this.#attendance.spectators() >= mostSpectators;
    if (isFull || this.#attendance.connectionsOf(player) >= mostConnections) throw refusedJoin('room/full');
    this.#arrive(visitor);
    void this.#sendHistory(visitor);
  }

  #arrive(visitor: GameVisitor): void {
    this.#door.welcome(visitor, this.#deps.newPace?.());
    this.#attendance.arrive(visitor.sessionId, visitor.auth!);
    this.#window.serve();
    this.#showPeople(visitor);
  }

  /** The number of spectators can wait: a thousand who come at once would each be told of every other. */
  #showPeople({ auth }: GameVisitor): void {
    this.#screen.showPeople(auth!.role === 'player');
  }

  async #askedHistory({ userData }: GameVisitor): Promise<Result<readonly ChatLine[], RefusalCode>> {
    return userData!.looks.take(this.#deps.now()) ? this.#history() : refuse('room/too-fast');
  }

  async #history(): Promise<Result<readonly ChatLine[], RefusalCode>> {
    const { report } = this.#deps;
    this.#lines ??= this.#readHistory();
    try {
      return accept(await this.#lines);
    } catch (error) {
      report.roomFailed(this.roomId, 'chat-history', error);
      return refuse('room/unavailable');
    }
  }

  #readHistory(): Promise<readonly ChatLine[]> {
    const { chat, after } = this.#deps;
    const reading = chat.recent(gameId(this.roomId));
    const forget = (): void => {
      if (this.#lines === reading) this.#lines = undefined;
    };
    reading.then(() => void after(historyKeptMs, forget), forget);
    return reading;
  }

  async #sendHistory(visitor: GameVisitor): Promise<void> {
    const lines = await this.#history();
    if (lines.ok && lines.value.length > 0) visitor.send('chat-history', lines.value);
  }

  /** Who resumes may know of the loss before this side does; Colyseus then closes the old connection, with 4002. */
  override checkReconnectionToken(token: string): string {
    const former = this.clients.find(({ reconnectionToken }) => reconnectionToken === token);
    if (former) this.#resuming.add(former);
    return super.checkReconnectionToken(token);
  }

  override onDrop(visitor: GameVisitor, code = 0): void {
    this.onLeave(visitor);
    const mayResume = resumable.has(code) || this.#resuming.has(visitor);
    if (!mayResume || visitor.userData?.expelled) return;
    this.allowReconnection(visitor, resumeWithinSeconds).catch(() => undefined);
  }

  override onReconnect(visitor: GameVisitor): void {
    this.#arrive(visitor);
  }

  override onLeave(visitor: GameVisitor): void {
    this.#door.farewell(visitor);
    if (this.#attendance.leave(visitor.sessionId, this.#deps.now())) this.#showPeople(visitor);
  }

  override onDispose(): void {
    this.#stopRatings();
    this.#follower?.stop();
    this.#stopWatch();
    this.#later?.stop();
  }

  /** Only a room that has this survives an exception: without it Colyseus ends the process. */
  override onUncaughtException(error: Error, method: string): void {
    if (error.cause instanceof ServerError) return;
    this.#deps.report.roomFailed(this.roomId, method, error.cause ?? error);
  }
}
