import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

const ruleIds = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:[-*]\s*)?\**\[([A-Z]{2}\d+)\]/gm)].map((found) => found[1]!);

describe('the specification', () => {
  const specs = globSync('{shared,server,rooms,client-demo,test}/SPEC.md');
  const rules = specs.flatMap((file) => ruleIds(readFileSync(file, 'utf8')));
  const tests = globSync('test/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const quoted = new Set([...tests.matchAll(/\[([A-Z]{2}\d+)\]/g)].map((found) => found[1]!));

  it('[AR3] rule ids are unique, and there are rules', () => {
    assert.ok(rules.length > 100, `only ${rules.length} rules found`);
    assert.deepEqual(
      rules.filter((id, at) => rules.indexOf(id) !== at),
      [],
    );
  });

  it('[AR4] every rule is quoted by a test', () => {
    assert.deepEqual(
      rules.filter((id) => !quoted.has(id)),
      [],
    );
  });

  it('[AR5] every test quotes a rule that exists', () => {
    assert.deepEqual(
      [...quoted].filter((id) => !rules.includes(id)),
      [],
    );
  });
});
