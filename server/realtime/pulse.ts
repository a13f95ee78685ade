import { CloseCode, matchMaker } from '@colyseus/core';
import { StoreUnavailable } from '../eventing/event-store.ts';
import type { NeighbourReport, Neighbours } from './neighbours.ts';
import { doubtAfterMs } from './node-beats.ts';

export interface Pulse {
  /**
   * Says that this node lives and, while it opens rooms, how many it has. Where it was silent for so long that it may have been
   * taken for dead, it lists its rooms again and closes those that others have taken over: their players enter again. Never
   * rejects.
   */
  beat(): Promise<void>;
  /** Strikes dead nodes and their rooms off; never rejects. */
  tidy(): Promise<void>;
}

/** Lists rooms that went missing again, and closes here what is now another node's. */
const reclaim = async ({ own, driver }: Neighbours, report: NeighbourReport): Promise<void> => {
  const rooms = own();
  if (rooms.length === 0) return;
  await matchMaker.restoreMissingRoomCaches();
  const listed = await driver.findByIds([...rooms]);
  const lost = rooms.filter((room) => listed.get(room) && listed.get(room)?.processId !== matchMaker.processId);
  if (lost.length > 0) report.roomsLost(lost.length);
  // Not waited for: a room ends when its last connection has, and the next beat must not.
  for (const room of lost)
    matchMaker.getLocalRoomById(room)?.disconnect(CloseCode.SERVER_SHUTDOWN).catch(report.pulseFailed);
};

/** `isOpen`: whether this node opens rooms. */
export const startPulse = (neighbours: Neighbours, isOpen: () => boolean, report: NeighbourReport): Pulse => {
  const { beats, driver } = neighbours;
  let isNew = true;
  let doubted = false;
  neighbours.onDoubt(() => {
    doubted = true;
  });
  // Redis being away is told by its connection.
  const failed = (error: unknown): void => {
    if (!(error instanceof StoreUnavailable)) report.pulseFailed(error);
  };
  const beat = async (): Promise<void> => {
    const since = await beats.beat(isOpen() ? matchMaker.stats.local.roomCount : undefined);
    if (!isNew && (since === undefined || since >= doubtAfterMs)) doubted = true;
    isNew = false;
    if (!doubted) return;
    doubted = false;
    await reclaim(neighbours, report).catch((error) => {
      doubted = true;
      throw error;
    });
  };
  const tidy = async (): Promise<void> => {
    for (const node of await beats.dead()) {
      await driver.cleanup?.(node);
      await matchMaker.stats.excludeProcess(node);
      await beats.forget(node);
      report.nodeForgotten(node);
    }
  };
  return { beat: () => beat().catch(failed), tidy: () => tidy().catch(failed) };
};
