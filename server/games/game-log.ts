import type { GameCommand } from '../../shared/game/commands.ts';
import { game as rules } from '../../shared/game/decider.ts';
import { type GameEvent, isMilestone } from '../../shared/game/events.ts';
import type { GameRefusal } from '../../shared/game/refusals.ts';
import type { GameState } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { Bus } from '../eventing/bus.ts';
import { createCatchUp } from '../eventing/catch-up.ts';
import type { EventStore } from '../eventing/event-store.ts';
import { createFeed } from '../eventing/feed.ts';
import { followStream } from '../eventing/follower.ts';
import type { LeaseTerms } from '../eventing/lease-keeper.ts';
import type { Loaded } from '../eventing/loaded.ts';
import type { Checkpoints, Projection } from '../eventing/projector.ts';
import { type RunningProjector, type SharedProgress, startProjector } from '../eventing/projector-runner.ts';
import { createSharedFeed } from '../eventing/shared-feed.ts';
import { createStreamCache } from '../eventing/stream-cache.ts';
import { createSubmit } from '../eventing/submit.ts';
import { waitInRealTime } from '../eventing/wait.ts';
import { stateAtHand } from './state-at.ts';

interface Needs {
  readonly store: EventStore<GameEvent>;
  readonly checkpoints: Checkpoints;
  readonly report: {
    followerFailed(error: unknown): void;
    projectionFailed(projection: string, error: unknown): void;
  };
  /** How nodes hear of commits at once; each finds the others' later when left out. */
  readonly bus?: Bus | undefined;
  /** With it one node at a time keeps the read models. */
  readonly lease?: LeaseTerms | undefined;
  readonly progressOf?: (projection: string) => SharedProgress;
  readonly metrics: { moveStored(): void; appendTook(seconds: number): void };
  readonly now: () => number;
}

/** Games whose states are kept at hand, so that a move need not read the log: a few KiB each. */
const cachedGames = 40_000;

/** The log of games at work: the one door for commands, those who follow a game, and the projectors behind it. */
export const createGameLog = ({ store, checkpoints, report, metrics, now, bus, lease, progressOf }: Needs) => {
  const local = createFeed<GameEvent>(report.followerFailed);
  const feed = bus ? createSharedFeed({ local, bus }) : local;
  const cache = createStreamCache<GameEvent, GameState>(rules, cachedGames);
  const submit = createSubmit<GameCommand, GameEvent, GameState, GameRefusal>({
    store,
    appendTook: metrics.appendTook,
    decider: rules,
    cache,
    publish: (commit) => {
      for (const { type } of commit.events) if (type === 'MoveMade') metrics.moveStored();
      feed.publish(commit);
    },
    isMilestone: (events) => events.some(isMilestone),
    now,
  });
  feed.followAll(cache.apply);
  return {
    submit,
    stateAt: stateAtHand(cache, createCatchUp({ store, decider: rules, cache })),
    /** A live view of one game; rejects when its log cannot be read. */
    follow: async (stream: GameId, onCommit: (events: readonly GameEvent[], now: Loaded<GameState>) => void) => {
      const follower = await followStream<GameEvent, GameState>({
        ...{ store, feed, decider: rules, stream, wait: waitInRealTime, report: report.followerFailed },
        from: cache.get(stream),
        atHand: () => cache.get(stream),
        onCommit: ({ events }, loaded) => onCommit(events, loaded),
      });
      // Its room will ask for commands.
      cache.set(stream, follower.current());
      return follower;
    },
    /** With a `lease` it rests so long after each step. */
    project: (projection: Projection<GameEvent>, restMs: number): RunningProjector =>
      startProjector<GameEvent>({
        ...{ store, checkpoints, projection, wait: waitInRealTime },
        ...{ lease, shared: progressOf?.(projection.name), restMs: lease ? restMs : 0 },
        wake: (woken) => feed.followAll(({ milestone }) => milestone && woken()),
        report: (error) => report.projectionFailed(projection.name, error),
      }),
  };
};
