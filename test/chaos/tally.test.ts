import assert from 'node:assert/strict';
import { type HistoryLine, parseHistory } from './checker/history.ts';
import { outageMs, syntheticRun } from './synthetic-run.ts';
import { tallyHistory } from './tally.ts';

async function* linesOf(lines: readonly HistoryLine[]): AsyncGenerator<HistoryLine> {
  yield* lines;
}

describe('the tally of a run', () => {
  it('[CH5] knows from the history alone how long people were away after a kill, and who never came back', async () => {
    const { history } = syntheticRun(1);
    const tally = await tallyHistory(linesOf(history), () => true);
    assert.ok(tally.reEntries.SIGKILL.count > 4);
    assert.deepEqual([tally.reEntries.SIGKILL.quantile(0), tally.reEntries.SIGKILL.quantile(1)], [outageMs, outageMs]);
    assert.equal(tally.reEntries.SIGTERM.count, 0);
    assert.equal(tally.missing, 0);

    assert.deepEqual([...tally.givenUp], []);

    const killed = history.findIndex(({ kind }) => kind === 'killed');
    const cutShort = await tallyHistory(linesOf(history.slice(0, killed + 1)), () => true);
    assert.equal(cutShort.missing, tally.reEntries.SIGKILL.count);
  });

  it('[CH8] counts the clients that gave a game up, by what they were told', async () => {
    const { history } = syntheticRun(1);
    const { player, game, at } = history.find((line) => line.kind === 'opened')!;
    const givenUp = { kind: 'gave-up', at, player, game, code: 'game/not-found' } as const;
    const tally = await tallyHistory(linesOf([...history, givenUp, givenUp].map(parseHistory)), () => true);
    assert.deepEqual([...tally.givenUp], [['game/not-found', 2]]);
  });
});
