import type { matchMaker, Presence } from '@colyseus/core';
import type { NodeBeats } from './node-beats.ts';

type Driver = typeof matchMaker.driver;

/** How the rooms of several processes know of each other. */
export interface Neighbours {
  readonly presence: Presence;
  /** The list of rooms of all nodes. */
  readonly driver: Driver;
  readonly beats: NodeBeats;
  /** Strikes a room off where it is still listed as that node's. */
  drop(room: string, node: string): Promise<void>;
  /** Listed rooms of this node, as far as it knows. */
  own(): readonly string[];
  /** Calls back when word of this node or of others may have been lost. */
  onDoubt(run: () => void): () => void;
  /** Where players reach this very node, without a scheme, such as `play.example/n1`; `port` is the one it listens on. */
  publicAddress(port: number): string;
}

/** What operators hear of neighbours. */
export interface NeighbourReport {
  /** A room of a node that is dead, or lost it, was struck off; it is opened again where it is asked for. */
  roomTakenOver(room: string, from: string): void;
  /** This node was taken for dead and has closed rooms that others have taken over. */
  roomsLost(rooms: number): void;
  nodeForgotten(node: string): void;
  pulseFailed(error: unknown): void;
}
