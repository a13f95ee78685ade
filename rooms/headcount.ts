import type { PlayerId } from '../shared/kernel/ids.ts';

/** How many different people are here; somebody in two tabs is one. */
export interface Headcount {
  came(person: PlayerId): void;
  left(person: PlayerId): void;
  readonly size: number;
}

export const createHeadcount = (): Headcount => {
  const connections = new Map<PlayerId, number>();
  return {
    came: (person) => void connections.set(person, (connections.get(person) ?? 0) + 1),
    left: (person) => {
      const others = (connections.get(person) ?? 0) - 1;
      if (others > 0) connections.set(person, others);
      else connections.delete(person);
    },
    get size() {
      return connections.size;
    },
  };
};
