import type { Commit } from './event-store.ts';

export type Outcome<Event, State, Refusal> =
  /**
   * Durable. `version` is that of the commit; for a repeated command it is the first outcome's, while `state` is
   * always the latest known. A command that changes nothing gives a commit without events, which is not stored.
   */
  | { readonly ok: true; readonly version: number; readonly commit: Commit<Event>; readonly state: State }
  /** Nothing was written. `version` is the stream's when this was decided. */
  | { readonly ok: false; readonly refusal: Refusal; readonly version: number };

/** The command found the stream changed by others each time it was tried. */
export class Contended extends Error {
  override readonly name = 'Contended';
}

/**
 * The one door for commands. `commitId` names the command in its stream: submitted again, it gets the first outcome.
 * Rejects with StoreUnavailable when it is not known whether the command was written (ask again with the same
 * `commitId`), and with Contended.
 */
export type Submit<Command, Event, State, Refusal> = (
  stream: string,
  command: Command,
  commitId: string,
) => Promise<Outcome<Event, State, Refusal>>;
