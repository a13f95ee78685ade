import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { serviceFor } from '../../services.ts';
import { openStage, type Stage } from './stage.ts';

interface Manifest {
  readonly icons: readonly { readonly src: string; readonly type: string; readonly sizes: string }[];
}

/** Width and height of a PNG, from its header. */
const sizeOf = (png: Buffer): string => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

describe('web: installed', function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'));
  });
  after(() => stage?.close());

  const ruled = async (page: Page): Promise<void> => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    });
  };
  const kept = (page: Page) =>
    page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });

  it('[WB58] the manifest has no errors, and its icons are what it says', async () => {
    const page = await stage.browser.visitor();
    await page.goto(stage.server.url);
    const session = await page.context().newCDPSession(page);
    const { errors, url } = await session.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const answer = await fetch(url);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/manifest\+json/);
    const { icons } = (await answer.json()) as Manifest;
    assert.ok(icons.some(({ sizes }) => sizes === '512x512'));
    for (const { src, type, sizes } of icons) {
      const icon = await fetch(`${stage.server.url}${src}`);
      assert.equal(icon.headers.get('content-type')?.split(';')[0], type);
      if (type === 'image/png') assert.equal(sizeOf(Buffer.from(await icon.arrayBuffer())), sizes);
    }
    await page.context().close();
  });

  it('[WB59] without a server the shell opens and says so; nothing of the API is kept', async () => {
    const page = await stage.guest();
    await ruled(page);
    await page.goto(`${stage.server.url}/leaderboard/xo`);
    await page.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    const paths = await kept(page);
    assert.ok(paths.includes('/') && paths.some((path) => path.startsWith('/assets/index-')));
    assert.deepEqual(
      paths.filter((path) => path !== '/' && !path.startsWith('/assets/')),
      [],
    );
    await stage.server.stop();
    await page.goto(`${stage.server.url}/leaderboard/gomoku`);
    await page.getByText('The server cannot be reached.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.context().close();
  });
});
