import { setTimeout as sleep } from 'node:timers/promises';
import type { SignedIn } from '../../../client-demo/bots/sign-in.ts';
import type { JoinById } from '../../../client-demo/connection/joined-room.ts';
import { isPassing } from '../../../client-demo/connection/problem.ts';
import type { NewGame } from '../../../shared/protocol/games.ts';
import type { Note } from './recorder.ts';
import { type Pace, takeSeat } from './seat.ts';

export interface Player extends SignedIn {
  readonly joinOf: (game: string) => JoinById;
}

export interface TableNeeds {
  readonly players: readonly [Player, Player];
  readonly kind: NewGame;
  readonly pace: Pace;
  readonly note: Note;
  /** No new game begins, and what has not ended by `lastMoment` is given up. */
  readonly draining: Promise<{ readonly lastMoment: number }>;
}

const retryMs = 700;

/** Asks until there is an answer that settles it; null once the table is to be left. */
const insist = async <Answer>(ask: () => Promise<Answer>, isDone: () => boolean): Promise<Answer | null> => {
  while (!isDone()) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(retryMs);
    }
  }
  return null;
};

/** Plays one game after the other at one table, until draining. */
export const keepTable = async ({ players, kind, pace, note, draining }: TableNeeds): Promise<void> => {
  let lastMoment: number | null = null;
  const late = draining.then(async (order) => {
    lastMoment = order.lastMoment;
    await sleep(lastMoment - Date.now());
  });
  while (lastMoment === null) {
    const [x, o] = pace.chance() < 0.5 ? players : ([players[1], players[0]] as const);
    const opened = await insist(
      () => x.api.createGame({ ...kind, side: 'x' }),
      () => lastMoment !== null,
    );
    if (!opened) return;
    const game = opened.game.id;
    const seats = [x, o].map((person) => takeSeat({ person, join: person.joinOf(game), game, pace, note }));
    const isFinished = await Promise.race([
      Promise.all(seats.map(({ over }) => over)).then(() => true),
      late.then(() => false),
    ]);
    if (isFinished) continue;
    note({ kind: 'stuck', game, why: seats.map((seat) => seat.describe()).join('; ') });
    for (const seat of seats) seat.leave();
  }
};
