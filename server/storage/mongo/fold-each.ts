import type { Change, Documents, Stored, Where } from './documents.ts';

/** A document that knows the last position of the log that is in it. */
export interface Following extends Stored {
  readonly _id: string;
  readonly position: number;
}

/** What happened to the document of that id at a position, from 1. */
interface Step {
  readonly id: string;
  readonly position: number;
}

const mostAttempts = 20;

const contentOf = <Doc extends Following>({ _id, ...content }: Doc): Change<Doc> =>
  ({ $set: content }) as unknown as Change<Doc>;

/** One write a document: it happens to the very state that was read, or not at all. */
const upsertOf = <Doc extends Following>(after: Doc, before: Doc | undefined) => ({
  where: { _id: after._id, position: before?.position ?? 0 } as unknown as Where<Doc>,
  change: contentOf(after),
});

/**
 * Brings documents on by steps, each document in order and each step once: those at or before its position are in it already.
 * All of it may be done again, and by two nodes at once: a write that lost to another is looked at again.
 */
export const foldEach = async <Doc extends Following, Each extends Step>(
  documents: Pick<Documents<Doc>, 'find' | 'upsertEach'>,
  steps: readonly Each[],
  next: (before: Doc | undefined, step: Each) => Doc,
): Promise<void> => {
  const ids = [...new Set(steps.map(({ id }) => id))];
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const found = await documents.find({ _id: { $in: ids } } as unknown as Where<Doc>);
    const stored = new Map((found as Doc[]).map((doc) => [doc._id, doc]));
    const folded = new Map(stored);
    for (const step of steps) {
      const before = folded.get(step.id);
      if ((before?.position ?? 0) < step.position) folded.set(step.id, next(before, step));
    }
    const changed = [...folded.values()].filter((doc) => stored.get(doc._id) !== doc);
    if (changed.length === 0) return;
    await documents.upsertEach(changed.map((doc) => upsertOf(doc, stored.get(doc._id))));
  }
  throw new Error(`${ids.length} documents changed at every attempt`);
};
