import { createBell } from './bell.ts';
import type { EventStore } from './event-store.ts';
import { createLeaseKeeper, type LeaseTerms } from './lease-keeper.ts';
import type { Unsubscribe } from './listeners.ts';
import { createProgress } from './progress.ts';
import type { Checkpoints, Projection } from './projector.ts';
import { createRest } from './rest.ts';
import { backoffMs, type Wait } from './wait.ts';

interface Tailing<Event> {
  readonly store: Pick<EventStore<Event>, 'tail' | 'head'>;
  readonly checkpoints: Checkpoints;
  readonly projection: Projection<Event>;
  /** Commits applied at a time; 500. */
  readonly batch?: number;
}

/** Positions that a read model has reached; a message may be lost. */
export interface SharedProgress {
  tell(position: number): void;
  hear(run: (position: number) => void): Unsubscribe;
}

interface Needs<Event> extends Tailing<Event> {
  /** Calls the function at each milestone. A lost call costs at most `pollMs`. */
  readonly wake: (woken: () => void) => Unsubscribe;
  /** Without it this process is the only one. */
  readonly lease?: LeaseTerms | undefined;
  /** How nodes tell each other how far the read model is; without it those without the lease look every `pollMs`, with it while somebody waits. */
  readonly shared?: SharedProgress | undefined;
  readonly report: (error: unknown) => void;
  readonly wait: Wait;
  /** How often to look unasked; 1,000 ms. */
  readonly pollMs?: number;
  /** What happens within so long of a step that applied something shares the next one, unless somebody here waits for it; 0 ms. */
  readonly restMs?: number;
}

export interface RunningProjector {
  /** How many positions of the log the read model is behind the newest milestone. */
  lag(): Promise<number>;
  /** Resolves once the read model has seen `position`, or what is the newest milestone now; rejects when stopped first. */
  caughtUp(position?: number): Promise<void>;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
}

/** Another node went on from the checkpoint that this one still thought was its own. */
class Superseded extends Error {
  override readonly name = 'Superseded';
}

/**
 * Applies the next batch and gives the new position, and whether there may be more at once. The checkpoint comes after:
 * dying in between repeats the batch, which a projection takes without harm. A node that was stopped in between and
 * wakes without its lease repeats it too, and then finds the checkpoint moved.
 * @throws Superseded
 */
const advance = async <Event>(
  { store, checkpoints, projection, batch = 500 }: Tailing<Event>,
  position: number,
): Promise<{ readonly position: number; readonly isFull: boolean }> => {
  const commits = await store.tail(position, batch);
  const last = commits.at(-1);
  if (!last) return { position, isFull: false };
  await projection.apply(commits);
  if (await checkpoints.move(projection.name, position, last.position))
    return { position: last.position, isFull: commits.length === batch };
  throw new Superseded(`somebody else keeps the read model ${projection.name}`);
};

interface Stepped {
  /** There may be more to do at once. */
  readonly isFull: boolean;
  readonly hasMoved: boolean;
}

const nothingDone: Stepped = { isFull: false, hasMoved: false };

const createStep = <Event>(needs: Needs<Event>, progress: ReturnType<typeof createProgress>) => {
  const { checkpoints, projection, lease, shared } = needs;
  const keeper = lease && createLeaseKeeper(projection.name, lease);
  let trusted = false;
  let wasRead = false;

  const look = async (): Promise<void> => {
    progress.reach(await checkpoints.read(projection.name));
    wasRead = true;
  };
  /** Who keeps it tells how far it is; that may be lost, so whoever waits goes by what the store says. */
  const isTold = (): boolean => shared !== undefined && wasRead && !progress.isAwaited();
  const step = async (): Promise<Stepped> => {
    const holding = keeper ? await keeper.hold() : 'kept';
    if (holding === 'not-ours') {
      trusted = false;
      if (!isTold()) await look();
      return nothingDone;
    }
    if (holding === 'taken' || !trusted) await look();
    trusted = true;
    const before = progress.position();
    const { position, isFull } = await advance(needs, before);
    const hasMoved = position > before;
    progress.reach(position);
    if (hasMoved) shared?.tell(position);
    return { isFull, hasMoved };
  };
  const isOurs = (): boolean => lease === undefined || trusted;
  return {
    ...{ step, isOurs },
    /** How far the read model is, whoever keeps it. */
    reached: async () => (isOurs() ? progress.position() : checkpoints.read(projection.name)),
    /** After a failure it is not known how far the batch came: the checkpoint says. */
    distrust: (): void => {
      trusted = false;
    },
    release: async (): Promise<void> => keeper?.release(),
  };
};

/** Keeps a read model up with the log until it is stopped; what fails is reported and tried again. */
export const startProjector = <Event>(needs: Needs<Event>): RunningProjector => {
  const { store, projection, report, wait, pollMs = 1000, restMs = 0 } = needs;
  const progress = createProgress();
  const bell = createBell();
  const stopping = new AbortController();
  const rest = createRest(restMs, wait, stopping.signal);
  const { step, isOurs, reached, distrust, release } = createStep(needs, progress);
  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        const { isFull, hasMoved } = await step();
        failures = 0;
        if (isFull) continue;
        if (hasMoved && !progress.isAwaited()) await rest.take();
        await bell.rung();
      } catch (error) {
        distrust();
        // Not a failure: the next step asks who has the lease.
        if (error instanceof Superseded) continue;
        report(error);
        await wait(backoffMs(++failures), stopping.signal);
      }
    }
    await release().catch(report);
    progress.end(new Error(`the projector ${projection.name} has stopped`));
  };

  /** Also wakes the loop to see that it is to stop. */
  const ringNowAndThen = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await wait(pollMs, stopping.signal);
      bell.ring();
    }
  };

  const unsubscribe = [
    needs.wake(() => isOurs() && bell.ring()),
    needs.shared?.hear((position) => isOurs() || progress.reach(Math.max(position, progress.position()))),
  ];
  const ended = Promise.all([run(), ringNowAndThen()]);
  return {
    lag: async () => Math.max(0, (await store.head()) - (await reached())),
    caughtUp: async (position) => {
      const seen = progress.waitFor(position ?? (await store.head()));
      if (progress.isAwaited()) rest.end();
      await seen;
    },
    stop: async () => {
      for (const end of unsubscribe) end?.();
      stopping.abort();
      await ended;
    },
  };
};

/** Empties the read model and fills it from the log again. Nothing else may keep it meanwhile. */
export const rebuild = async <Event>(tailing: Tailing<Event>): Promise<void> => {
  const { checkpoints, projection } = tailing;
  // In this order: dying in between leaves a read model that is too full, which replaying mends, never one with a hole.
  await checkpoints.reset(projection.name);
  await projection.reset();
  for (let position = -1, next = 0; next > position; ) {
    position = next;
    next = (await advance(tailing, position)).position;
  }
};
