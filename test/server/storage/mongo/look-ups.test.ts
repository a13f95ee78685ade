import assert from 'node:assert/strict';
import { createLookUp } from '../../../../server/storage/mongo/look-ups.ts';

interface Thing {
  readonly names: readonly string[];
}

/** A collection whose answers the test gives, one message after the other, and whose turns it ends. */
const setUp = () => {
  const messages: { keys: readonly string[]; answer: PromiseWithResolvers<readonly Thing[]> }[] = [];
  const turns: (() => void)[] = [];
  const lookUp = createLookUp<Thing>({
    find: (keys) => {
      const answer = Promise.withResolvers<readonly Thing[]>();
      messages.push({ keys, answer });
      return answer.promise;
    },
    keysOf: ({ names }) => names,
    defer: (run) => void turns.push(run),
  });
  const endTurn = async (): Promise<void> => {
    for (const run of turns.splice(0)) run();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { lookUp, messages, endTurn };
};

describe('look-ups in MongoDB that share a message', () => {
  it('[MG12] what is looked up in one turn is in one message, and each gets its own', async () => {
    const { lookUp, messages, endTurn } = setUp();
    const [one, two, none] = [lookUp(['a']), lookUp(['b', 'a']), lookUp(['c'])];
    assert.equal(messages.length, 0);
    await endTurn();
    assert.deepEqual(
      messages.map(({ keys }) => keys),
      [['a', 'b', 'c']],
    );
    const [a, b] = [{ names: ['a', 'z'] }, { names: ['b'] }];
    messages[0]!.answer.resolve([a, b]);
    assert.equal((await one).get('a'), a);
    assert.deepEqual([(await two).get('b'), (await two).get('a')], [b, a]);
    assert.equal((await none).get('c'), undefined);
    assert.equal((await lookUp([])).size, 0);
    assert.equal(messages.length, 1);
  });

  it('[MG12] what is looked up later is not answered by a message that is under way, and does not wait for it', async () => {
    const { lookUp, messages, endTurn } = setUp();
    const first = lookUp(['a']);
    await endTurn();
    const second = lookUp(['a']);
    await endTurn();
    const [before, after] = [{ names: ['a'] }, { names: ['a'] }];
    messages[1]!.answer.resolve([after]);
    assert.equal((await second).get('a'), after);
    messages[0]!.answer.resolve([before]);
    assert.equal((await first).get('a'), before);
  });

  it('[MG12] a message that fails takes along those that share it, and nobody else', async () => {
    const { lookUp, messages, endTurn } = setUp();
    const failing = [lookUp(['a']), lookUp(['b'])];
    await endTurn();
    const next = lookUp(['a']);
    await endTurn();
    messages[0]!.answer.reject(new Error('gone'));
    for (const each of failing) await assert.rejects(each, /gone/);
    messages[1]!.answer.resolve([]);
    assert.equal((await next).size, 0);
  });

  it('[MG12] a hundred keys are in a message at most, unless one look-up has more', async () => {
    const { lookUp, messages, endTurn } = setUp();
    const many = (from: number, count: number): readonly string[] =>
      Array.from({ length: count }, (_, at) => `${from + at}`);
    const asked = [lookUp(many(0, 60)), lookUp(many(60, 60)), lookUp(many(120, 40)), lookUp(many(200, 150))];
    await endTurn();
    assert.deepEqual(
      messages.map(({ keys }) => keys.length),
      [60, 100, 150],
    );
    for (const { keys, answer } of messages) answer.resolve(keys.map((key) => ({ names: [key] })));
    assert.equal((await asked[2]!).get('130')?.names[0], '130');
    await Promise.all(asked);
  });

  it('[MG12] a turn is one of the event loop, whatever of it asks', async () => {
    const messages: (readonly string[])[] = [];
    const lookUp = createLookUp<Thing>({
      find: async (keys) => {
        messages.push(keys);
        return [];
      },
      keysOf: ({ names }) => names,
    });
    const inTheSameTurn = new Promise((resolve) => process.nextTick(() => resolve(lookUp(['b']))));
    await Promise.all([lookUp(['a']), inTheSameTurn, Promise.resolve().then(() => lookUp(['c']))]);
    await lookUp(['d']);
    assert.deepEqual(
      messages.map((keys) => keys.toSorted()),
      [['a', 'b', 'c'], ['d']],
    );
  });
});
