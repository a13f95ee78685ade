import type { Closed, ConnectionStatus, JoinedRoom } from './joined-room.ts';

/** How a kept room stands at a moment. */
interface Standing {
  readonly status: ConnectionStatus;
  /** Only while live. */
  readonly room: JoinedRoom | null;
  /** Only when closed. */
  readonly closed: Closed | null;
}

export interface StandingCell {
  now(): Standing;
  become(next: Standing): void;
  /** Told at each change; the function it returns ends that. */
  onChange(run: () => void): () => void;
}

/** Holds the standing and tells of changes; `onStatus` hears only of those of the status. */
export const createStanding = (onStatus: (status: ConnectionStatus, closed: Closed | null) => void): StandingCell => {
  const listeners = new Set<() => void>();
  let standing: Standing = { status: 'connecting', room: null, closed: null };
  return {
    now: () => standing,
    become(next) {
      const before = standing.status;
      standing = next;
      if (before !== next.status) onStatus(next.status, next.closed);
      for (const listener of [...listeners]) listener();
    },
    onChange(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
};
