import type { PlayerId } from '../shared/kernel/ids.ts';

/** Calls `end` once when a login session has ended, at once when that was after it let somebody in, less than a minute ago; the answer stops that. */
export type WatchSession = (player: PlayerId, session: string, end: () => void) => () => void;

/** Whom a token let in, and by which login session; none ends the connection when left out. */
export interface Held {
  readonly player: PlayerId;
  readonly session?: string | undefined;
}

interface Connection {
  readonly sessionId: string;
  readonly auth?: Held | undefined;
}

/** Ends each connection with the login session that opened it: a password that was changed puts out who knew the old one. */
export const createSessionEnds = <Each extends Connection>(
  watch: WatchSession | undefined,
  end: (connection: Each) => void,
) => {
  const stops = new Map<string, () => void>();
  const gone = ({ sessionId }: Connection): void => {
    stops.get(sessionId)?.();
    stops.delete(sessionId);
  };
  const came = (connection: Each): void => {
    gone(connection);
    const { player, session } = connection.auth ?? {};
    if (!watch || player === undefined || session === undefined) return;
    stops.set(
      connection.sessionId,
      watch(player, session, () => end(connection)),
    );
  };
  return { came, gone };
};
