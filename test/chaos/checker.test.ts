import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from '../support/server-process.ts';
import { check } from './checker/check.ts';
import { parseHistory, parseOutcome } from './checker/history.ts';
import { readLines } from './checker/read-lines.ts';
import { type FaultKind, faultKinds } from './checker/verdict.ts';
import { appendedTwice, doctored } from './doctored.ts';
import { type Run, syntheticRun } from './synthetic-run.ts';

const judge = (run: Run) => check(run.history.map(parseHistory), run.outcome.map(parseOutcome));

const foundIn = async (run: Run): Promise<readonly FaultKind[]> => {
  const { counts } = await judge(run);
  return faultKinds.filter((kind) => counts[kind] > 0);
};

describe('the checker on an honest history', () => {
  for (const seed of [1, 2, 3])
    it(`[CK1] seed ${seed} is clean`, async () => {
      const { examples, clean } = await judge(syntheticRun(seed));
      assert.deepEqual(examples, []);
      assert.equal(clean, true);
    });
});

describe('the checker on a doctored history', () => {
  for (const { kind, what, doctor } of doctored)
    for (const seed of [1, 2, 3])
      it(`[CK2] finds that ${what}, and nothing else (seed ${seed})`, async () => {
        const { examples } = await judge(doctor(syntheticRun(seed)));
        assert.deepEqual([...new Set(examples.map((problem) => problem.kind))], [kind], JSON.stringify(examples));
      });

  it('[CK3] finds a move that was appended twice, which also breaks the rules', async () => {
    assert.deepEqual(await foundIn(appendedTwice(syntheticRun(1))), ['duplicated', 'illegal']);
  });

  it('[CK4] every kind of verdict is brought about', () => {
    assert.deepEqual(
      faultKinds.filter((kind) => !doctored.some((each) => each.kind === kind)),
      [],
    );
  });
});

describe('the checker on a history that shows nothing', () => {
  const run = syntheticRun(1);
  const without = (...kinds: readonly string[]): Run => ({
    ...run,
    history: run.history.filter(({ kind }) => !kinds.includes(kind)),
  });
  const empty: readonly (readonly [string, Run])[] = [
    ['that is empty', { history: [], outcome: [] }],
    ['without acknowledgements', without('acknowledged')],
    ['without boards', without('saw')],
  ];
  for (const [what, shown] of empty)
    it(`[CK6] one ${what} has no fault, and is not clean`, async () => {
      const { examples, clean } = await judge(shown);
      assert.deepEqual(examples, []);
      assert.equal(clean, false);
    });
});

describe('a history in files', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  before(async () => {
    folder = await dataFolder();
  });
  after(() => folder[Symbol.asyncDispose]());
  const written = async (name: string, lines: readonly unknown[]): Promise<string> => {
    const path = join(folder.path, name);
    await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return path;
  };

  it('[CK5] is judged line by line, and a line that cannot be understood is an error', async () => {
    const run = syntheticRun(4);
    const [history, outcome] = [await written('history', run.history), await written('outcome', run.outcome)];
    const { clean } = await check(readLines(history, parseHistory), readLines(outcome, parseOutcome));
    assert.equal(clean, true);
    const torn = await written('torn', [...run.history, { kind: 'acknowledged' }]);
    await assert.rejects(check(readLines(torn, parseHistory), readLines(outcome, parseOutcome)), /Invalid input/);
  });
});
