import { Worker } from 'node:worker_threads';
import type { BotMove, BotView, Chance } from './policy.ts';
import type { Mind, Question, Thought } from './think-message.ts';

/** Thinks elsewhere, so that sockets are served meanwhile. */
export interface Thinker {
  /** Rejects when the thread dies over the question; the next question finds a new thread. */
  think(mind: Mind, view: BotView): Promise<BotMove>;
  close(): Promise<void>;
}

interface Asker {
  readonly resolve: (move: BotMove) => void;
  readonly reject: (error: unknown) => void;
}

const questionOf = (id: number, mind: Mind, view: BotView, chance: Chance): Question => {
  const { width, height, inARow, gravity, exact, cells, side } = view;
  const seed = Math.floor(chance() * 2 ** 32);
  return { id, mind, seed, view: { width, height, inARow, gravity, exact, cells, side } };
};

/** One thread for all the bots of a process, started with the first question. */
export const createThinker = (chance: Chance = Math.random): Thinker => {
  const asked = new Map<number, Asker>();
  let worker: Worker | null = null;
  let nextId = 0;

  const failAll = (error: unknown): void => {
    worker = null;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL('./thinker-worker.ts', import.meta.url));
    started.on('message', ({ id, move }: Thought) => {
      asked.get(id)?.resolve(move);
      asked.delete(id);
    });
    started.on('error', (error) => worker === started && failAll(error));
    started.on('exit', () => worker === started && failAll(new Error('the thinking thread has ended')));
    return started;
  };
  return {
    think(mind, view) {
      worker ??= start();
      const question = questionOf(nextId++, mind, view, chance);
      const { promise, resolve, reject } = Promise.withResolvers<BotMove>();
      asked.set(question.id, { resolve, reject });
      worker.postMessage(question);
      return promise;
    },
    async close() {
      await worker?.terminate();
    },
  };
};
