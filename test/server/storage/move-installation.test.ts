import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInstallation, writeInstallation } from '../../../server/storage/installation-file.ts';
import { exportLines, importLines } from '../../../server/storage/move-installation.ts';
import { comparable, dumpAll, furnish, type OpenStores } from '../../contract/portable.ts';
import { temporaryFolder } from './sqlite/temporary-database.ts';
import { openTemporarySqliteStores } from './sqlite/temporary-stores.ts';

describe('an installation in a file', () => {
  let from: OpenStores;
  let lines: string[];
  const folder = temporaryFolder();
  before(async () => {
    from = await openTemporarySqliteStores();
    await furnish(from.stores);
    lines = [];
    for await (const line of exportLines(from.stores.portable)) lines.push(line);
  });
  after(async () => {
    await from.close();
    folder.remove();
  });

  const importing = async (given: readonly string[]) => {
    const to = await openTemporarySqliteStores();
    const each = async function* () {
      yield* given;
    };
    try {
      return await importLines(to.stores.portable, each());
    } finally {
      await to.close();
    }
  };

  it('[PO5] an export is imported whole, and exported again is the same file', async () => {
    const [first, second] = [join(folder.path, 'first'), join(folder.path, 'second')];
    await writeInstallation(from.stores.portable, first);
    const to = await openTemporarySqliteStores();
    assert.equal(await readInstallation(to.stores.portable, first), lines.length - 2);
    assert.deepEqual(comparable(await dumpAll(to.stores.portable)), comparable(await dumpAll(from.stores.portable)));
    await writeInstallation(to.stores.portable, second);
    assert.equal(readFileSync(second, 'utf8'), readFileSync(first, 'utf8'));
    await to.close();
  });

  it('[PO6] the file is its owner’s alone, and none is overwritten', async () => {
    const file = join(folder.path, 'own');
    await writeInstallation(from.stores.portable, file);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    writeFileSync(file, 'mine');
    await assert.rejects(writeInstallation(from.stores.portable, file), { name: 'FileRefused' });
    assert.equal(readFileSync(file, 'utf8'), 'mine');
    await assert.rejects(readInstallation(from.stores.portable, join(folder.path, 'nowhere')), { name: 'FileRefused' });
  });

  const at = (kind: string) => lines.findIndex((line) => line.startsWith(`{"kind":"${kind}"`));
  const changed = (kind: string, change: (line: string) => string) => lines.with(at(kind), change(lines[at(kind)]!));
  const damages: Record<string, () => readonly string[]> = {
    'nothing at all': () => [],
    'no heading': () => lines.slice(1),
    'a newer format': () => lines.with(0, '{"kind":"octothorpe","format":2}'),
    'a missing end': () => lines.slice(0, -1),
    'a missing line': () => lines.toSpliced(at('chat'), 1),
    'a line after the end': () => [...lines, lines[1]!],
    'half a line': () => changed('account', (line) => line.slice(0, 40)),
    'a wrong field': () => changed('account', (line) => line.replace('"createdAt":', '"createdAt":"x'.concat('",'))),
    'a field too many': () => changed('chat', (line) => line.replace('{', '{"more":1,')),
    'an unknown kind': () => changed('chat', (line) => line.replace('chat', 'shout')),
    'a commit that is missing': () => lines.toSpliced(at('commit'), 1),
  };
  for (const [damage, given] of Object.entries(damages))
    it(`[PO7] an import is refused that has ${damage}, without telling what is in it`, async () => {
      await assert.rejects(importing(given()), (error: Error) => {
        assert.equal(error.name, 'ImportRefused');
        assert.doesNotMatch(error.message, /hash|Name-|example/i);
        return true;
      });
    });

  it('[PO8] nothing is imported into an installation that has anything', async () => {
    const each = async function* () {
      yield* lines;
    };
    await assert.rejects(importLines(from.stores.portable, each()), /already/);
  });
});
