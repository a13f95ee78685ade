import type { GameEvent } from '../../shared/game/events.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { Page } from '../../shared/protocol/common.ts';
import type { GameEventEntry, GameSummary } from '../../shared/protocol/games.ts';
import type { EventStore } from '../eventing/event-store.ts';
import { createSerially } from '../eventing/serially.ts';
import type { NewId } from '../ids.ts';
import { type CreateGame, createCreateGame } from './create-game.ts';
import { createExportLines, createExportText, type ExportGame } from './export-game.ts';
import { factsOf } from './game-record.ts';
import type { GamesReadModel } from './games-read-model.ts';
import { createListGames, createLobbyView, type ListGames, type LobbyView } from './list-games.ts';
import { eventEntry, loadGame, readEvents } from './read-game.ts';
import {
  createRequestIntratoken,
  type IssueIntratoken,
  type OpenGame,
  type RequestIntratoken,
} from './request-intratoken.ts';
import { createSeatHouseBot, type HouseBots, type SeatHouseBot } from './seat-house-bot.ts';
import type { StateAt } from './state-at.ts';
import type { Statistics, StatisticsStore } from './statistics.ts';
import type { SubmitGame } from './submit-game.ts';
import { createSummarise, type Summarise, type SummaryNeeds } from './summaries.ts';

export interface GamesNeeds extends SummaryNeeds {
  readonly stateAt: StateAt;
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  readonly submit: SubmitGame;
  readonly model: GamesReadModel;
  readonly statistics: Pick<StatisticsStore, 'of'>;
  readonly openGame: OpenGame;
  readonly houseBots: HouseBots;
  readonly issueIntratoken: IssueIntratoken;
  /** Resolves once the games read model has seen all that is in the log now. */
  readonly caughtUp: () => Promise<void>;
  /** Resolves once every rematch agreed so far has its game. */
  readonly rematchesMade: () => Promise<void>;
  readonly newId: NewId;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly chance: () => number;
}

/** All that can be asked of games, for the HTTP API, the lobby and the rooms. */
export interface Games {
  readonly create: CreateGame;
  readonly requestIntratoken: RequestIntratoken;
  readonly seatHouseBot: SeatHouseBot;
  readonly list: ListGames;
  readonly get: (id: GameId) => Promise<GameSummary>;
  readonly events: (id: GameId, afterVersion: number, limit: number) => Promise<Page<GameEventEntry>>;
  readonly exportText: ExportGame;
  readonly exportLines: ExportGame;
  readonly statistics: (player: PlayerId) => Promise<readonly Statistics[]>;
  readonly lobbyView: () => Promise<LobbyView>;
  readonly summarise: Summarise;
}

const createReading = (needs: GamesNeeds, summarise: Summarise) => {
  const { store, statistics } = needs;
  return {
    list: createListGames({ model: needs.model, summarise }),
    lobbyView: createLobbyView({ model: needs.model, summarise }),
    get: async (id: GameId) => {
      const [summary] = await summarise([factsOf(id, (await loadGame(store, id)).state)]);
      return summary!;
    },
    events: async (id: GameId, afterVersion: number, limit: number): Promise<Page<GameEventEntry>> => {
      const { events, more } = await readEvents(store, id, afterVersion, limit);
      return { items: events.map(eventEntry), next: more ? String(events.at(-1)!.version) : null };
    },
    exportText: createExportText(needs),
    exportLines: createExportLines(needs),
    statistics: (player: PlayerId) => statistics.of(player),
  };
};

export const createGames = (needs: GamesNeeds): Games => {
  const summarise = createSummarise(needs);
  return {
    ...createReading(needs, summarise),
    create: createCreateGame({ ...needs, serially: createSerially() }),
    requestIntratoken: createRequestIntratoken(needs),
    seatHouseBot: createSeatHouseBot(needs),
    summarise,
  };
};
