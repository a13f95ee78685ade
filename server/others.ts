import type { Bus } from './eventing/bus.ts';
import type { LeaseTerms } from './eventing/lease-keeper.ts';
import type { Leases } from './eventing/leases.ts';
import { createNotices, noNotices } from './eventing/notices.ts';
import type { SharedProgress } from './eventing/projector-runner.ts';
import { createTurns, type Turns } from './eventing/turns.ts';
import { randomId } from './ids.ts';
import type { News, NodeNotices } from './node-news.ts';
import { createOnlineEverywhere } from './online-everywhere.ts';

interface Needs {
  /** How the other nodes are spoken to, and this one's name among them. */
  readonly nodes: { readonly self: string; readonly bus: Bus } | undefined;
  readonly leases: Leases;
  /** Whether other processes may use the same store. */
  readonly isShared: boolean;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly report: { followerFailed(error: unknown): void; leaseFailed(work: string, error: unknown): void };
}

/** What this process has of the others: their news, and its turns at work that one node does. */
export interface Others {
  /** Undefined where this process is the only one. */
  readonly lease: LeaseTerms | undefined;
  readonly notices: NodeNotices;
  readonly turns: Turns;
  progressOf(projection: string): SharedProgress;
  /** People in all lobbies, when so many are in this one. */
  readonly online: ((here: number) => number) | undefined;
}

/** How long a node may be silent before another does its work; well above what the nodes' clocks differ by. */
const leaseMs = 6_000;

export const joinOthers = ({ nodes, leases, isShared, now, report }: Needs): Others => {
  const lease = isShared ? { leases, holder: nodes?.self ?? randomId(), ttlMs: leaseMs, now } : undefined;
  const notices: NodeNotices = nodes ? createNotices<News>(nodes.bus, report.followerFailed) : noNotices;
  return {
    ...{ lease, notices },
    turns: createTurns(lease, report),
    progressOf: (projection) => ({
      tell: (position) => notices.tell('progress', { projection, position }),
      hear: (run) => notices.hear('progress', (news) => news.projection === projection && run(news.position)),
    }),
    online: nodes && createOnlineEverywhere({ notices, self: nodes.self, now }),
  };
};
