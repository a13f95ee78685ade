import assert from 'node:assert/strict';
import { type HistoryLine, type Line, parseHistory } from './checker/history.ts';
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

  it('[CH5] of those whose own way was cut around a kill nobody says how long they were away for want of a server', async () => {
    const { history } = syntheticRun(1);
    const all = await tallyHistory(linesOf(history), () => true);
    const killed = history.findIndex(({ kind }) => kind === 'killed');
    const { at } = history[killed] as Line<'killed'>;
    const back = history.slice(killed).find((line) => line.kind === 'opened')!;
    const countWith = async (cutAt: number): Promise<number> => {
      const cutOff = { kind: 'cut-off', at: cutAt, player: back.player } as const;
      const lines = [...history.slice(0, killed), cutOff, ...history.slice(killed)].map(parseHistory);
      return (await tallyHistory(linesOf(lines), () => true)).plainReEntries.count;
    };
    const its = all.plainReEntries.count - (await countWith(at));
    assert.ok(its > 0);
    assert.equal(await countWith(at - 8_999), all.plainReEntries.count - its);
    assert.equal(await countWith(at - 9_000), all.plainReEntries.count);
  });

  it('[CH8] counts the clients that gave a game up, by what they were told', async () => {
    const { history } = syntheticRun(1);
    const { player, game, at } = history.find((line) => line.kind === 'opened')!;
    const givenUp = { kind: 'gave-up', at, player, game, code: 'game/not-found' } as const;
    const tally = await tallyHistory(linesOf([...history, givenUp, givenUp].map(parseHistory)), () => true);
    assert.deepEqual([...tally.givenUp], [['game/not-found', 2]]);
  });
});
