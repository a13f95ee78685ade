import type { Stored } from './documents.ts';
import type { Index } from './open-database.ts';

/**
 * One entry of the total order: the commits of a stream that follow those of its run before, up to and with a milestone
 * (or, made for an export, up to where the stream is now). `_id` counts from 1 without gaps, so that of rivals at the same
 * place one is stored; `position` counts events.
 */
export interface RunDoc extends Stored {
  readonly _id: number;
  /** Of its last commit; the others have those just before, by their versions. */
  readonly position: number;
  readonly stream: string;
  /** The stream's versions before its first commit and after its last one. */
  readonly from: number;
  readonly to: number;
  /** The `_id` of its last commit. */
  readonly last: string;
  readonly milestone: boolean;
}

export const runIndexes: readonly Index[] = [
  { collection: 'runs', keys: { position: 1 }, unique: true },
  { collection: 'runs', keys: { stream: 1 } },
];

/** The place of a commit of the run. */
export const positionIn = ({ position, to }: RunDoc, { version }: { readonly version: number }): number =>
  position - (to - version);
