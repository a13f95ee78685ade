import type { GameEvent } from '../../shared/game/events.ts';
import { exportText } from '../../shared/game/export-text.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { EventStore } from '../eventing/event-store.ts';
import { eventEntry, loadGame, readEvents } from './read-game.ts';

interface Needs {
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  profiles(ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, { readonly name: string }>>;
}

export type ExportGame = (id: GameId) => Promise<string>;

/** The game in notation with a header, as in `exportText`; names are those the players have now. */
export const createExportText =
  ({ store, profiles }: Needs): ExportGame =>
  async (id) => {
    const { state } = await loadGame(store, id);
    const names = await profiles(state.seats.map(({ player }) => player));
    return exportText({ id, state, nameOf: (player) => names.get(player)?.name ?? '?' });
  };

/** The events as the API gives them, one a line. */
export const createExportLines =
  ({ store }: Pick<Needs, 'store'>): ExportGame =>
  async (id) => {
    const { events } = await readEvents(store, id, 0, Number.POSITIVE_INFINITY);
    return events.map((each) => `${JSON.stringify(eventEntry(each))}\n`).join('');
  };
