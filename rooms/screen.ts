import type { GameEvent } from '../shared/game/events.ts';
import type { Seat } from '../shared/game/seats.ts';
import type { PlayerId } from '../shared/kernel/ids.ts';
import type { NextGameMessage, RatingChangesMessage } from '../shared/protocol/room.ts';
import type { GameRoomState } from '../shared/sync/game-room-state.ts';
import { createGameProjection, type GameView } from '../shared/sync/project-game.ts';
import { type Person, projectPeople } from '../shared/sync/project-people.ts';
import type { Attendance } from './attendance.ts';

export interface ScreenNeeds {
  readonly schema: GameRoomState;
  readonly attendance: Attendance;
  /** The game as it stands. */
  view(): GameView;
  /** Looks up who sits in the game. */
  people(): Promise<ReadonlyMap<PlayerId, Person>>;
  /** Sends what has changed in the schema to everyone. */
  flush(): void;
  /** The same within a second, once for all that changes meanwhile. */
  flushSoon(): void;
  tell(type: string, message: unknown): void;
  failed(where: string, error: unknown): void;
}

/** What everyone in the room sees: the schema kept in step with the game, and the messages that go with it. */
export interface Screen {
  /** Shows the game; names follow as soon as they are known, so that a look-up never holds up a move. */
  show(events: readonly GameEvent[]): void;
  /** Shows who is here, at once or within a second; looks up who could not be looked up before. */
  showPeople(atOnce: boolean): void;
  /** Looks up the people anew; never rejects. */
  meet(): Promise<void>;
  showRatings(changes: RatingChangesMessage['changes']): void;
}

const seatsOf = ({ state }: GameView): readonly Seat[] => (state.phase === 'absent' ? [] : state.seats);

/** What is known of those who sit, looked up once for all who ask meanwhile; `learned` is called when it has become more. */
const createAcquaintance = (
  { people, failed }: Pick<ScreenNeeds, 'people' | 'failed'>,
  seats: () => readonly Seat[],
  learned: () => void,
) => {
  const known = new Map<PlayerId, Person>();
  let meeting: Promise<void> | undefined;

  const lookUp = async (): Promise<void> => {
    try {
      for (const [player, person] of await people()) known.set(player, person);
      learned();
    } catch (error) {
      failed('people', error);
    }
    meeting = undefined;
  };
  const meet = (): Promise<void> => {
    meeting ??= lookUp();
    return meeting;
  };
  const meetStrangers = async (): Promise<void> => {
    if (seats().some(({ player }) => !known.has(player))) await meet();
  };
  return {
    known,
    meet,
    meetStrangers,
    /** Whoever sat down during a look-up is not in it. */
    meetNewcomers: async (): Promise<void> => {
      await meeting;
      await meetStrangers();
    },
  };
};

export const createScreen = (needs: ScreenNeeds): Screen => {
  const { schema, attendance, view, flush, flushSoon, tell } = needs;
  const project = createGameProjection(schema);
  let seats: readonly Seat[] = [];

  const putPeople = (): void =>
    projectPeople(
      {
        seats: seatsOf(view()),
        person: (player) => known.get(player),
        goneSince: attendance.goneSince,
        spectators: attendance.spectators(),
      },
      schema,
    );
  const refresh = (atOnce: boolean): void => {
    putPeople();
    // Whoever comes now reads the server's clock from the state.
    if (schema.clocks) schema.clocks.serverNow = view().now;
    (atOnce ? flush : flushSoon)();
  };
  const { known, meet, meetStrangers, meetNewcomers } = createAcquaintance(
    needs,
    () => seats,
    () => refresh(true),
  );
  const showPeople = (atOnce: boolean): void => {
    refresh(atOnce);
    void meetStrangers();
  };
  const show = (events: readonly GameEvent[]): void => {
    const now = view();
    project(now);
    const seatsChanged = seatsOf(now) !== seats;
    seats = seatsOf(now);
    if (seatsChanged) putPeople();
    flush();
    if (seatsChanged) void meetNewcomers();
    const rematch = events.find((event) => event.type === 'RematchAgreed');
    if (rematch) tell('next-game', { game: rematch.next } satisfies NextGameMessage);
  };
  const showRatings = (changes: RatingChangesMessage['changes']): void => {
    for (const { player, after } of changes) {
      const person = known.get(player as PlayerId);
      if (person) known.set(player as PlayerId, { ...person, rating: after });
    }
    refresh(true);
    tell('rating-changes', { changes } satisfies RatingChangesMessage);
  };
  return { show, showPeople, meet, showRatings };
};
