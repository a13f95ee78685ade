/** Which nodes live. A node is named by Colyseus' id of its process, which is new at every start. */
export interface NodeBeats {
  /**
   * Says that this node lives and how many rooms it has; undefined says that it opens no more. Gives how long ago it last said so,
   * ms, or undefined when nobody remembers.
   */
  beat(rooms: number | undefined): Promise<number | undefined>;
  /** How many rooms each of the other nodes has that live and open more, as of the last beat of this one. */
  loads(): ReadonlyMap<string, number>;
  /** False as soon as its connection to the others is gone, as by a kill, or its beats have stopped. */
  isAlive(node: string): Promise<boolean>;
  /** How many live now. */
  count(): Promise<number>;
  /** Nodes that died and have not been forgotten. */
  dead(): Promise<readonly string[]>;
  /** Takes a dead node off that list. */
  forget(node: string): Promise<void>;
}

export const beatEveryMs = 300;
/** A node that was silent for this long looks whether others have taken its rooms; well before they would. */
export const doubtAfterMs = 1_000;
/**
 * A node that has not said so for this long is given up: others take its rooms over. Eager on purpose: what is true of a
 * game is in the log, so that a room too many costs a re-entry and no more. A killed node is known sooner.
 */
export const deadAfterMs = 2_500;
