import type { z } from 'zod';
import { seatKey } from '../../shared/game/seats.ts';
import type { Created, GameState } from '../../shared/game/state.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { Intratoken, intratokenRequest, SeatReservation } from '../../shared/protocol/games.ts';
import type { Caller } from '../http/caller.ts';
import type { NewId } from '../ids.ts';
import { refusalProblem } from './refusal-problem.ts';
import { newest, type StateAt } from './state-at.ts';
import { type SubmitGame, seatNamed } from './submit-game.ts';
import { within } from './within.ts';

/** Who was let in, as the room will know them. */
interface Admission {
  readonly player: PlayerId;
  readonly role: 'player' | 'spectator';
  readonly session: string;
}

interface OpenRoom {
  /** Keeps a place in it for some seconds. */
  reserve(admission: Admission): Promise<SeatReservation>;
}

/** Makes sure that a room with the game's id runs somewhere; gives undefined when there is no such game. */
export type OpenGame = (game: GameId) => Promise<OpenRoom | undefined>;

/** `seat` is the seat's name, such as `o0`; null for a spectator. */
export type IssueIntratoken = (grant: {
  readonly game: GameId;
  readonly caller: Caller;
  readonly role: 'player' | 'spectator';
  readonly seat: string | null;
}) => Promise<{ readonly token: string /** Seconds. */; readonly expiresIn: number }>;

export interface IntratokenNeeds {
  readonly stateAt: StateAt;
  readonly submit: SubmitGame;
  readonly openGame: OpenGame;
  readonly issueIntratoken: IssueIntratoken;
  /** Resolves once every rematch agreed so far has its game. */
  readonly rematchesMade: () => Promise<void>;
  readonly newId: NewId;
  readonly now: () => number;
}

export type RequestIntratoken = (
  caller: Caller,
  game: GameId,
  request: z.output<typeof intratokenRequest>,
) => Promise<Intratoken>;

const patienceMs = 2_000;

const created = (state: GameState): Created => {
  if (state.phase === 'absent') throw refusalProblem('game/not-found');
  return state;
};

/** A client that was just told of a rematch may ask before the game is made. */
const openOrAwait = async (needs: IntratokenNeeds, game: GameId): Promise<OpenRoom> => {
  const atOnce = await needs.openGame(game);
  if (atOnce) return atOnce;
  await within(patienceMs, needs.rematchesMade());
  created(await needs.stateAt(game, newest));
  const made = await needs.openGame(game);
  if (!made) throw refusalProblem('game/not-found');
  return made;
};

/** Once a game has begun nobody leaves their seat; until then what is at hand may not know of it. */
const load = async ({ stateAt }: IntratokenNeeds, game: GameId): Promise<Created> => {
  const atHand = created(await stateAt(game, 1));
  return atHand.phase === 'awaiting' ? created(await stateAt(game, newest)) : atHand;
};

const seatIn = (state: Created, { player }: Caller): string | undefined => {
  const seat = state.seats.find((each) => each.player === player);
  return seat && seatKey(seat);
};

/** Sits down where asked, else on the first free seat. Somebody who sat down meanwhile from another tab has that seat. */
const sit = async (
  needs: IntratokenNeeds,
  caller: Caller,
  game: GameId,
  named: string | undefined,
): Promise<string> => {
  const by = { player: caller.player, standing: caller.standing, rated: caller.mayPlayRated };
  const place = named === undefined ? { side: null, index: null } : seatNamed(named);
  const outcome = await needs.submit(game, { type: 'Sit', at: needs.now(), by, ...place }, `sit:${needs.newId()}`);
  if (!outcome.ok && outcome.refusal !== 'game/already-seated') throw refusalProblem(outcome.refusal);
  // The refusal was judged by a state that is at hand by now.
  const state = outcome.ok ? outcome.state : await needs.stateAt(game, outcome.version);
  const seat = state.phase === 'absent' ? undefined : seatIn(state, caller);
  if (seat === undefined) throw new Error('a player has no seat after sitting down');
  return seat;
};

/** The token to join a game's room. Whoever knows a private game's id may watch it; a player without a seat takes one. */
export const createRequestIntratoken =
  (needs: IntratokenNeeds): RequestIntratoken =>
  async (caller, game, { role, seat: named, reserve = false }) => {
    // The room first: it reads the log, and where it is here the game is at hand then.
    const room = await openOrAwait(needs, game);
    const state = await load(needs, game);
    const seat = role === 'player' ? (seatIn(state, caller) ?? (await sit(needs, caller, game, named))) : null;
    const { player, session } = caller;
    const reservation = reserve ? await room.reserve({ player, role, session }) : undefined;
    const { token, expiresIn } = await needs.issueIntratoken({ game, caller, role, seat });
    const answer = { access_token: token, type: 'Intra', expires_in: expiresIn, room: { id: game } } as const;
    return reservation ? { ...answer, reservation } : answer;
  };
