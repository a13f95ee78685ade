import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../../server/eventing/event-store.ts';
import { createGroupCommit } from '../../../../server/storage/mongo/group-commit.ts';

/** A database whose answers the test gives, one message after the other; the next is sent at once. */
const setUp = (limit?: number) => {
  const messages: { docs: readonly string[]; answer: PromiseWithResolvers<ReadonlySet<number>> }[] = [];
  const company: boolean[] = [];
  const append = createGroupCommit<string>(
    (docs) => {
      const answer = Promise.withResolvers<ReadonlySet<number>>();
      messages.push({ docs, answer });
      return answer.promise;
    },
    {
      ...(limit !== undefined && { limit }),
      defer: (run, forCompany) => {
        company.push(forCompany);
        queueMicrotask(run);
      },
    },
  );
  return { append, messages, company };
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('appends to MongoDB that share a message', () => {
  it('[MG3] what arrives while a write is under way goes out in the next, and each is judged on its own', async () => {
    const { append, messages, company } = setUp();
    const first = append('a');
    await turn();
    const others = [append('b'), append('c'), append('d')];
    await turn();
    assert.equal(messages.length, 1);
    messages[0]!.answer.resolve(new Set());
    assert.equal(await first, true);
    await turn();
    assert.deepEqual(messages[1]!.docs, ['b', 'c', 'd']);
    messages[1]!.answer.resolve(new Set([1]));
    assert.deepEqual(await Promise.all(others), [true, false, true]);
    const last = append('e');
    await turn();
    messages[2]!.answer.resolve(new Set([0]));
    assert.equal(await last, false);
    assert.deepEqual(company, [false, false, true]);
  });

  it('[MG3] where no answer comes, those behind are refused with it and the next are tried', async () => {
    const { append, messages } = setUp();
    const first = append('a');
    await turn();
    const behind = append('b');
    messages[0]!.answer.reject(new StoreUnavailable('gone'));
    await assert.rejects(first, StoreUnavailable);
    await assert.rejects(behind, StoreUnavailable);
    const next = append('c');
    await turn();
    assert.deepEqual(messages[1]!.docs, ['c']);
    messages[1]!.answer.resolve(new Set());
    assert.equal(await next, true);
  });

  it('[MG3] so many wait at most', async () => {
    const { append, messages } = setUp(1);
    const first = append('a');
    await turn();
    const second = append('b');
    await assert.rejects(append('c'), StoreUnavailable);
    messages[0]!.answer.resolve(new Set());
    await turn();
    messages[1]!.answer.resolve(new Set());
    assert.deepEqual(await Promise.all([first, second]), [true, true]);
  });
});
