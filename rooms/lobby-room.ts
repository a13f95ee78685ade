import { Room } from '@colyseus/core';
import type { Standing } from '../shared/game/seats.ts';
import type { After } from '../shared/kernel/after.ts';
import { coalesce } from '../shared/kernel/coalesce.ts';
import type { GameId, PlayerId } from '../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../shared/kernel/result.ts';
import type { GameSummary } from '../shared/protocol/games.ts';
import type { RefusalCode } from '../shared/protocol/refusals.ts';
import { lobbyJoin } from '../shared/protocol/room.ts';
import { type Door, openDoor, type Visitor } from './door.ts';
import { createHeadcount } from './headcount.ts';
import type { RoomReport } from './ports.ts';
import { refusedJoin } from './refusal.ts';
import type { WatchSession } from './session-ends.ts';

/** The public games that wait or are being played. */
interface LobbyGames {
  readonly awaiting: readonly GameSummary[];
  readonly playing: readonly GameSummary[];
}

export interface LobbyRoomDeps {
  /** The newest of each; how many is the reader's choice. */
  games(): Promise<LobbyGames>;
  /** Calls back with each game whose summary changed, and when some change may not have been heard; the answer ends that. */
  onGameChanged(tell: (game: GameId) => void, doubt: () => void): () => void;
  summary(game: GameId): Promise<GameSummary | undefined>;
  /** Whose access token it is, or null. */
  authenticate(accessToken: string): Promise<LobbyGuest | null>;
  /** How many people are in all lobbies when so many are in this one; the same when left out. */
  readonly online?: ((here: number) => number) | undefined;
  /** Server time, ms since the epoch. */
  now(): number;
  readonly after: After;
  readonly report: RoomReport;
  /** A connection ends with the login session of its access token; with none when left out. */
  readonly watchSession?: WatchSession | undefined;
}

/** Who is here, and by which login session. */
interface LobbyGuest {
  readonly player: PlayerId;
  readonly standing: Standing;
  readonly session?: string | undefined;
}

/** Changes are told at most four times a second; the number of people, where it changed, every ten seconds. */
const changesEveryMs = 250;
const onlineEveryMs = 10_000;

const isListed = (game: GameSummary | undefined): game is GameSummary =>
  game !== undefined && game.settings.visibility === 'public' && game.status !== 'finished';

const personOf = ({ auth }: Visitor<LobbyGuest>): PlayerId | undefined =>
  auth === undefined || auth.standing === 'bot' ? undefined : auth.player;

/** Shows the games that anyone may see, and every change, at a cost that grows with the changes only. */
class LobbyRoom extends Room<{ client: Visitor<LobbyGuest> }> {
  override autoDispose = false;
  override patchRate = 1_000;

  readonly #deps: LobbyRoomDeps;
  /** The list as last read, until a game changes: many people come at once when a node has gone away. */
  #games: Promise<LobbyGames> | undefined;
  #door!: Door<Visitor<LobbyGuest>>;
  readonly #people = createHeadcount();
  #told = 0;
  /** Those who are here may not have been told of some change. */
  #isBehind = false;
  readonly #stops = new Map<'listening' | 'changes' | 'counting', () => void>();

  constructor(deps: LobbyRoomDeps) {
    super();
    this.#deps = deps;
  }

  override onCreate({ id }: { readonly id: string }): void {
    this.roomId = id;
    const changes = coalesce<GameId>(this.#deps.after, changesEveryMs, (games) => this.#tell(games));
    const changed = (game: GameId): void => {
      this.#games = undefined;
      if (this.clients.length > 0) changes.add(game);
    };
    const stopListening = this.#deps.onGameChanged(changed, () => void this.#tellAll());
    this.#stops.set('listening', stopListening).set('changes', changes.stop);
    this.#countLater();
    this.#door = openDoor<Visitor<LobbyGuest>>(this, this.#deps, (visitor, type) => this.#handle(visitor, type));
  }

  async #tell(games: readonly GameId[]): Promise<void> {
    const tellOne = async (id: GameId): Promise<void> => {
      const game = await this.#deps.summary(id);
      // It never was in the list, and its id is what lets people in.
      if (game?.settings.visibility === 'private') return;
      if (isListed(game)) this.broadcast('game', game);
      else this.broadcast('gone', { id });
    };
    const told = await Promise.allSettled(games.map(tellOne));
    for (const outcome of told) {
      if (outcome.status === 'fulfilled') continue;
      this.#failed('summary', outcome.reason);
      this.#isBehind = true;
    }
  }

  /** The whole list anew; again later when it cannot be read. */
  async #tellAll(): Promise<void> {
    this.#games = undefined;
    this.#isBehind = false;
    if (this.clients.length === 0) return;
    const list = await this.#list();
    if (list.ok) this.broadcast('lobby', list.value);
    else this.#isBehind = true;
  }

  #countLater(): void {
    const count = (): void => {
      const online = this.#online();
      if (online !== this.#told) this.broadcast('lobby', { online });
      this.#told = online;
      if (this.#isBehind) void this.#tellAll();
      this.#countLater();
    };
    this.#stops.set('counting', this.#deps.after(onlineEveryMs, count));
  }

  #online(): number {
    const here = this.#people.size;
    return this.#deps.online?.(here) ?? here;
  }

  async #list(): Promise<Result<LobbyGames & { readonly online: number }, RefusalCode>> {
    this.#games ??= this.#deps.games();
    const reading = this.#games;
    try {
      return accept({ ...(await reading), online: this.#online() });
    } catch (error) {
      if (this.#games === reading) this.#games = undefined;
      this.#failed('list', error);
      return refuse('room/unavailable');
    }
  }

  async #handle({ userData }: Visitor<LobbyGuest>, type: string): Promise<Result<unknown, RefusalCode>> {
    if (type !== 'list') return refuse('room/invalid-message');
    return userData!.looks.take(this.#deps.now()) ? this.#list() : refuse('room/too-fast');
  }

  override onJoin(visitor: Visitor<LobbyGuest>): void {
    this.#door.welcome(visitor);
    const person = personOf(visitor);
    if (person !== undefined) this.#people.came(person);
    void this.#list().then((list) => list.ok && visitor.send('lobby', list.value));
  }

  override onLeave(visitor: Visitor<LobbyGuest>): void {
    this.#door.farewell(visitor);
    const person = personOf(visitor);
    if (person !== undefined) this.#people.left(person);
  }

  override onDispose(): void {
    for (const stop of this.#stops.values()) stop();
  }

  override onUncaughtException(error: Error, method: string): void {
    this.#failed(method, error.cause ?? error);
  }

  #failed(where: string, error: unknown): void {
    this.#deps.report.roomFailed(this.roomId, where, error);
  }
}

/**
 * The class of lobby rooms, for `defineRoomType`. It is created with `{id}` and joined with `{accessToken}` in the body of
 * the join. It sends `lobby`, `game` and `gone`; the request `list` gives what `lobby` gives.
 */
export const createLobbyRoom = (deps: LobbyRoomDeps): typeof Room =>
  class Lobby extends LobbyRoom {
    constructor() {
      super(deps);
    }

    static override async onAuth(_token: string, options: unknown): Promise<LobbyGuest> {
      const join = lobbyJoin.safeParse(options);
      const caller = join.success ? await deps.authenticate(join.data.accessToken) : null;
      if (caller === null) throw refusedJoin('room/invalid-token');
      return { player: caller.player, standing: caller.standing, session: caller.session };
    }
  } as unknown as typeof Room;
