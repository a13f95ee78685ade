import type { PlayerId } from '../../shared/kernel/ids.ts';
import { createMerged } from '../eventing/merged.ts';
import type { SessionStore } from './session-store.ts';

export interface LiveSessionReport {
  /** It is not known whether a session has ended: what is open by it stays. */
  sessionCheckFailed(error: unknown): void;
}

interface Needs {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly now: () => number;
  readonly report: LiveSessionReport;
}

/** Something that was opened by a login session, such as a connection. */
interface Opened {
  readonly session: string;
  readonly end: () => void;
}

/**
 * Calls `end` once when the session has ended; the answer stops that. Whoever opens something has just been let in by a live session:
 * one that ended between that and this ends it at once.
 */
type WatchSession = (player: PlayerId, session: string, end: () => void) => () => void;

const atATime = 16;
/** Longer than lies between a look at a session, when somebody is let in, and what they open by it, also where the store takes its time. */
const recentMs = 180_000;

/** Whose sessions may have ended since they were looked at. */
const createDoubts = (now: () => number) => {
  /** When sessions of a player ended last, the earliest first. */
  const lately = new Map<PlayerId, number>();
  /** When sessions may last have ended unheard: before this process began, for one. */
  let doubtedAt = now();
  /** Alive when they were looked at here since then: if one of these ends, that is heard. */
  const seen = new Set<string>();

  const isRecent = (at: number | undefined): boolean => at !== undefined && now() - at < recentMs;
  return {
    isDoubtful: (player: PlayerId, session: string): boolean =>
      isRecent(lately.get(player)) || (isRecent(doubtedAt) && !seen.has(session)),
    saw: (session: string, askedAt: number): void => {
      if (!isRecent(doubtedAt)) seen.clear();
      else if (askedAt > doubtedAt) seen.add(session);
    },
    ended: (player: PlayerId): void => {
      lately.delete(player);
      lately.set(player, now());
      for (const [each, at] of lately) {
        if (isRecent(at)) break;
        lately.delete(each);
      }
    },
    doubtAll: (): void => {
      doubtedAt = now();
      seen.clear();
    },
  };
};

/** What is open by whose session, so that it closes with it. Whether a session lives, the store alone knows. */
export const createLiveSessions = ({ sessions, now, report }: Needs) => {
  const open = new Map<PlayerId, Set<Opened>>();
  const doubts = createDoubts(now);

  const forget = (player: PlayerId, opened: Opened): boolean => {
    const others = open.get(player);
    const was = others?.delete(opened) ?? false;
    if (others?.size === 0) open.delete(player);
    return was;
  };
  const look = async (player: PlayerId, opened: Opened): Promise<void> => {
    try {
      const session = await sessions.find(opened.session);
      const isLive = session?.player === player && session.expiresAt > now();
      if (!isLive && forget(player, opened)) opened.end();
    } catch (error) {
      report.sessionCheckFailed(error);
    }
  };
  const watch: WatchSession = (player, session, end) => {
    const opened: Opened = { session, end };
    open.set(player, (open.get(player) ?? new Set()).add(opened));
    if (doubts.isDoubtful(player, session)) void look(player, opened);
    return () => void forget(player, opened);
  };
  const lookAtAll = createMerged(async () => {
    const all = [...open].flatMap(([player, each]) => [...each].map((opened) => ({ player, opened })));
    for (let from = 0; from < all.length; from += atATime)
      await Promise.all(all.slice(from, from + atATime).map(({ player, opened }) => look(player, opened)));
  });
  return {
    watch,
    /** A session was alive when the store was asked for it, ms since the epoch. */
    saw: doubts.saw,
    /** Sessions of anybody may have ended unheard: looks at all that is open, some at a time. Never rejects. */
    check: (): Promise<void> => {
      doubts.doubtAll();
      return lookAtAll();
    },
    /** Some sessions of this player may have ended: closes what was open by those. Never rejects. */
    ended: async (player: PlayerId): Promise<void> => {
      doubts.ended(player);
      await Promise.all([...(open.get(player) ?? [])].map((opened) => look(player, opened)));
    },
  };
};
