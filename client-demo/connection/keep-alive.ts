import type { JoinedRoom } from './joined-room.ts';
import type { Timing } from './timing.ts';

const intervalMs = 4_000;

/**
 * Measures the round trip every few seconds. A ping that is still unanswered when the next is due means a connection that died
 * without saying so (a laptop that slept, a cable pulled), which a WebSocket notices only after minutes.
 */
export const keepAlive = (ports: {
  readonly timing: Timing;
  readonly room: JoinedRoom;
  readonly onLatency: (ms: number) => void;
  readonly onDead: () => void;
}): (() => void) => {
  let cancel = (): void => undefined;
  const round = (): void => {
    let answered = false;
    ports.room.ping((ms) => {
      answered = true;
      ports.onLatency(ms);
    });
    cancel = ports.timing.after(intervalMs, () => (answered ? round() : ports.onDead()));
  };
  round();
  return () => cancel();
};
