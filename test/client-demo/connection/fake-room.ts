import type { JoinById, JoinedRoom } from '../../../client-demo/connection/joined-room.ts';

type Answer = (type: string, body: { readonly commandId?: string }) => Promise<unknown>;

/** A room as the connection sees it, with strings for a test to pull. */
export interface FakeRoom extends JoinedRoom {
  readonly roomId: string;
  readonly options: Readonly<Record<string, string>>;
  /** The place it was joined by; undefined where one was asked for. */
  readonly place: string | undefined;
  /** The connection ends with this code. */
  end(code: number): void;
  say(type: string, body: unknown): void;
  show(state: unknown): void;
  readonly requests: { readonly type: string; readonly body: { readonly commandId?: string } }[];
  answer: Answer;
  answersPings: boolean;
  fate: 'joined' | 'left' | 'dropped';
}

type Joined = Pick<FakeRoom, 'roomId' | 'options' | 'place'>;

const fakeRoom = (joined: Joined, answer: Answer): FakeRoom => {
  const messages = new Map<string, (body: unknown) => void>();
  let state: unknown = null;
  let onState = (): void => undefined;
  let onClosed = (_code: number): void => undefined;
  const isIn = (): boolean => room.fate === 'joined';
  const room: FakeRoom = {
    ...{ ...joined, answer, answersPings: true, fate: 'joined', requests: [] },
    state: () => state,
    onState(run) {
      onState = run;
    },
    onMessage: (type, run) => void messages.set(type, run),
    onClosed(run) {
      onClosed = run;
    },
    request(type, body) {
      room.requests.push({ type, body });
      return room.answer(type, body);
    },
    ping: (run) => void (room.answersPings && run(7)),
    leave() {
      room.fate = 'left';
    },
    drop() {
      room.fate = 'dropped';
    },
    end: (code) => void (isIn() && onClosed(code)),
    say: (type, body) => void (isIn() && messages.get(type)?.(body)),
    show(next) {
      state = next;
      if (isIn()) onState();
    },
  };
  return room;
};

/** Rooms that can be joined: all that ever were, in order. `refuse` is what the next joins reject with, one each. */
export const fakeRooms = (answer: Answer = async () => ({ version: 1 })) => {
  const rooms: FakeRoom[] = [];
  const refuse: unknown[] = [];
  const join: JoinById = async (roomId, options, reservation) => {
    if (refuse.length > 0) throw refuse.shift();
    const room = fakeRoom({ roomId, options, place: reservation?.sessionId }, answer);
    rooms.push(room);
    return room;
  };
  return { rooms, refuse, join, last: () => rooms.at(-1)! };
};
