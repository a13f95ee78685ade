import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('../../../client-demo/web/', import.meta.url));
const built = (path: string): string => readFileSync(join(web, 'dist', path), 'utf8');
const build = (): string => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(web, 'build.ts')], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
};

describe('web: the build', function () {
  this.timeout(60_000);
  before(() => void build());

  it('[WB35] unchanged sources are not built again, and one line says so', () =>
    assert.match(build(), /^web client: already built \(\d+ ms\)$/));

  it('[WB34] no script and no style is in the page itself', () => {
    const page = built('index.html');
    const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    assert.ok(scripts.length > 0);
    for (const [, attributes, body] of scripts) {
      assert.match(attributes!, /\bsrc="\/assets\//);
      assert.equal(body, '');
    }
    assert.doesNotMatch(page, /<style|\bstyle=|\bon\w+=/);
    assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//);
  });

  it('[WB34] the first screen loads less than 90 KiB of gzipped script, without the room client', () => {
    const first = [...built('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) =>
      built(path!),
    );
    const weight = first.reduce((sum, script) => sum + gzipSync(script).length, 0);
    assert.ok(weight < 90 * 1024, `${weight} bytes`);
    const rooms = globSync('assets/rooms-*.js', { cwd: join(web, 'dist') });
    assert.equal(rooms.length, 1);
    assert.ok(first.every((script) => !script.includes('joinById')));
  });
});
