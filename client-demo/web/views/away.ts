import { claimAfterMs } from '../../../shared/game/limits.ts';
import { useTick } from './tick.ts';

/** A page that reloads and a network that changes are no absence worth a word. */
const graceMs = 4_000;

/** Ms that somebody has been away for by the server's clock, kept up to date while they are. */
export const useAway = (since: number | null, aheadMs: number): number | null => {
  const away = since === null ? null : Math.max(0, Date.now() - aheadMs - since);
  useTick(away === null || away >= claimAfterMs ? null : 1000 - (away % 1000));
  return away !== null && away >= graceMs ? away : null;
};
