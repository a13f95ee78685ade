import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

const lines = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

describe('the budget', () => {
  const files = globSync('{shared,server,rooms,client-demo,test}/**/*.{ts,tsx}', {
    exclude: ['**/node_modules/**', '**/dist/**'],
  });

  it('[AR6] no file is longer than 300 lines, and the median is at most 100', () => {
    const lengths = files.map(lines).sort((a, b) => a - b);
    assert.deepEqual(
      files.filter((file) => lines(file) > 300),
      [],
    );
    assert.ok(lengths[Math.floor(lengths.length / 2)]! <= 100);
  });

  it('[AR7] top level folders are the agreed ones', () => {
    const folders = globSync('*/', { exclude: ['node_modules/', 'data/', 'coverage/'] }).map((name) =>
      name.replace(/\/$/, ''),
    );
    assert.deepEqual(
      folders.filter((name) => !['client-demo', 'rooms', 'server', 'shared', 'test'].includes(name)),
      [],
    );
  });
});
