import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { GameStatus } from './game-record.ts';
import type { GamesReadModel } from './games-read-model.ts';

interface Needs {
  readonly model: Pick<GamesReadModel, 'list'>;
  /** Resolves once the games read model has seen all that is in the log now. */
  readonly caughtUp: () => Promise<void>;
}

const pageSize = 200;

/** Every game, waiting or being played, in which a player sits; private ones too. */
export const createUnfinishedGamesOf =
  ({ model, caughtUp }: Needs) =>
  async (player: PlayerId): Promise<readonly GameId[]> => {
    await caughtUp();
    const read = async (status: GameStatus, before: number | null): Promise<GameId[]> => {
      const games = await model.list({ status, player, viewer: player }, before, pageSize);
      const rest = games.length < pageSize ? [] : await read(status, games.at(-1)!.created);
      return [...games.map(({ id }) => id), ...rest];
    };
    return [...(await read('awaiting', null)), ...(await read('playing', null))];
  };
