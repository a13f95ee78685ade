import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const { forbidden, options } = require('../../.dependency-cruiser.cjs');

describe('the import law', () => {
  let result: ICruiseResult;

  before(async function () {
    this.timeout(60_000);
    const config: ICruiseOptions = { ...options, validate: true, ruleSet: { forbidden } };
    const { output } = await cruise(['shared', 'server', 'rooms', 'client-demo', 'test'], config);
    result = output as ICruiseResult;
  });

  it('[AR1] the law is judged on all the code: every main folder is seen', () => {
    const seen = (folder: string) => result.modules.filter((module) => module.source.startsWith(folder)).length;
    for (const [folder, least] of Object.entries({ shared: 25, server: 60, rooms: 2, 'client-demo': 30, test: 40 })) {
      assert.ok(seen(`${folder}/`) >= least, `only ${seen(`${folder}/`)} modules seen in ${folder}`);
    }
  });

  it('[AR2] every import keeps the law, without cycles', () => {
    const broken = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    assert.deepEqual(broken, []);
  });
});
