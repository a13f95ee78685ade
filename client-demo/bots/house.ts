import { setPriority } from 'node:os';
import type { HouseNews, HouseOrder } from '../../shared/protocol/house.ts';
import { joinThrough } from '../connection/colyseus.ts';
import { systemTiming } from '../connection/timing.ts';
import { type HouseBot, startHouseBot } from './house-bot.ts';
import { isLevel } from './levels.ts';
import { createThinker } from './thinker.ts';

/** The process of the house bots. The server starts it and speaks to it over IPC; it ends with the server. */
const bots = new Map<number, HouseBot>();
const tell = (news: HouseNews): void => void (process.connected && process.send?.(news));

const start = ({ url, delayMs: [least, most], seats }: Extract<HouseOrder, { type: 'start' }>): void => {
  const thinker = createThinker();
  const join = joinThrough(url);
  for (const seat of seats) {
    const { level } = seat;
    if (!isLevel(level)) continue;
    const bot = startHouseBot({
      ...{ url, thinker, join, timing: systemTiming },
      seat: { ...seat, level },
      delayMs: () => least + Math.random() * (most - least),
      trouble: (what, reason) => tell({ type: 'trouble', level, what, reason }),
    });
    bots.set(level, bot);
  }
  tell({ type: 'listening' });
};

const obey = (order: HouseOrder): void => {
  if (order.type === 'start') start(order);
  else if (order.type === 'assign') bots.get(order.level)?.play(order.game);
  else process.exit(0);
};

try {
  // The games come first: bots think with what they leave.
  setPriority(10);
} catch {
  // Not allowed here; then as a process like any other.
}
process.on('message', (order) => obey(order as HouseOrder));
process.on('disconnect', () => process.exit(0));
// Ctrl-C and service managers reach the whole group; the server decides when its bots stop, and they stop when it is gone.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
