import assert from 'node:assert/strict';
import { prepareCast, signIn } from '../../screenshots/cast.ts';
import { type Cast, scenes } from '../../screenshots/scenes.ts';
import { serviceFor } from '../../services.ts';
import { openStage, type Stage } from './stage.ts';

describe('web: a profile in a browser', function () {
  this.timeout(60_000);
  let stage: Stage;
  let cast: Cast;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'));
    cast = await prepareCast(stage.server.url);
  });
  after(() => stage?.close());

  it('[WB60] shows the rating with its scale, the results and the opponents', async () => {
    const page = await stage.browser.visitor();
    await page.goto(`${stage.server.url}/player/${cast.player}`);
    await page
      .getByRole('img', { name: /^Rating on Classic over time: from 800 to 8\d\d, between 800 and / })
      .waitFor();
    const row = page.getByRole('table', { name: /^Results by opponent/ }).getByRole('row', { name: /kurt/ });
    assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['3', '1', '1', '3.5 / 5']);
    const results = page
      .getByRole('table', { name: /^Results by board/ })
      .getByRole('row', { name: /Classic against people/ });
    assert.deepEqual((await results.getByRole('cell').allInnerTexts()).map(Number), [3, 1, 1]);
    await page.context().close();
  });

  it('[WB61] shows where the first mark went', async () => {
    const page = await stage.browser.visitor();
    await page.goto(`${stage.server.url}/player/${cast.player}`);
    await page.getByRole('img', { name: 'Opening moves: b2: 4, a3: 1' }).waitFor();
    assert.deepEqual(stage.browser.complaints, []);
    await page.context().close();
  });

  it('[WB62] the QR code of an invitation is drawn when it is opened', async () => {
    const page = await stage.browser.visitor();
    await signIn(page, stage.server.url);
    const invitation = scenes(cast).find(({ name }) => name === 'invitation')!;
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${stage.server.url}${invitation.path}`);
    await invitation.ready(page);
    assert.ok(!loaded.some((path) => path.startsWith('/assets/qr-')));
    await page.getByText('QR code of the invitation').click();
    const path = page.getByRole('img', { name: 'QR code of the invitation' }).locator('path');
    await path.waitFor();
    assert.match((await path.getAttribute('d')) ?? '', /^M4 4h1v1h-1z/);
    assert.deepEqual(stage.browser.complaints, []);
    await page.context().close();
  });
});
