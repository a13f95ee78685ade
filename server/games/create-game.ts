import type { z } from 'zod';
import type { Settings } from '../../shared/game/settings.ts';
import { variants } from '../../shared/game/variants.ts';
import { type GameId, gameId, type PlayerId } from '../../shared/kernel/ids.ts';
import type { newGame } from '../../shared/protocol/games.ts';
import type { Serially } from '../eventing/serially.ts';
import type { Caller } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import type { NewId } from '../ids.ts';
import { factsOf, type GameFacts } from './game-record.ts';
import type { GamesReadModel } from './games-read-model.ts';
import { type SubmitGame, submitOrThrow } from './submit-game.ts';
import { within } from './within.ts';

export type WantedGame = z.output<typeof newGame>;
export type CreateGame = (caller: Caller, wanted: WantedGame) => Promise<GameFacts>;

export interface CreateGameNeeds {
  readonly submit: SubmitGame;
  readonly model: Pick<GamesReadModel, 'countAwaiting'>;
  /** Resolves once the games read model has seen all that is in the log now. */
  readonly caughtUp: () => Promise<void>;
  readonly serially: Serially;
  readonly newId: NewId;
  readonly now: () => number;
  /** In [0, 1). */
  readonly chance: () => number;
}

/** Games that one player may have waiting for somebody. */
const mostAwaiting = 10;
/** A read model that lags more than this is not waited for; ms. */
const patienceMs = 2_000;

const settingsOf = (wanted: WantedGame): Settings => {
  const { variant, settings, teamSize, clock, rated, visibility } = wanted;
  const board = variant === undefined ? settings : variants[variant];
  if (board === undefined) throw new Error('neither variant nor settings, which the schema refuses');
  const { width, height, inARow, gravity, exact } = board;
  const custom = settings?.teamSize ?? 1;
  return { width, height, inARow, gravity, exact, teamSize: teamSize ?? custom, clock, rated, visibility };
};

const refuseTooMany = async ({ model }: CreateGameNeeds, player: PlayerId): Promise<void> => {
  if ((await model.countAwaiting(player)) < mostAwaiting) return;
  throw new Problem(409, 'game/too-many-awaiting', `You have ${mostAwaiting} games waiting for somebody already.`);
};

const create = async (needs: CreateGameNeeds, caller: Caller, wanted: WantedGame): Promise<GameFacts> => {
  const { submit, newId, now, chance } = needs;
  const id: GameId = gameId(newId());
  const by = { player: caller.player, standing: caller.standing, rated: caller.mayPlayRated };
  const settings = settingsOf(wanted);
  const command = { type: 'Create', at: now(), by, settings, side: wanted.side ?? null, chance: chance() } as const;
  return factsOf(id, await submitOrThrow(submit, id, command, `create:${id}`));
};

/**
 * Creates a game with its creator on a seat. A player's games are created one after the other, each once the read model
 * has counted the one before, so that the limit holds. The answer is from the game itself and never behind it.
 */
export const createCreateGame =
  (needs: CreateGameNeeds): CreateGame =>
  (caller, wanted) =>
    needs.serially(caller.player, async () => {
      await refuseTooMany(needs, caller.player);
      const facts = await create(needs, caller, wanted);
      await within(patienceMs, needs.caughtUp());
      return facts;
    });
