import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { serviceFor } from '../../services.ts';
import { httpClient } from '../../support/http-client.ts';
import { password, registerPerson } from '../../support/people.ts';
import { openStage, type Stage } from './stage.ts';

/** Fills a form in and sends it; returns the alert that says why not. */
const send = async (page: Page, values: Readonly<Record<string, string>>, button: string): Promise<Locator> => {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: button }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  return alert;
};

const assertKept = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) {
    assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), value, label);
  }
};

describe('web: at the limits of the server', function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'), 'normal');
    for (const name of ['ada', 'ben', 'cleo', 'dan', 'eve']) await registerPerson(stage.server.url, name);
  });
  after(() => stage?.close());

  const open = async (path: string, locale: string): Promise<Page> => {
    const page = await stage.browser.visitor({ locale });
    await page.goto(`${stage.server.url}${path}`);
    return page;
  };

  it('[WB11] too many registrations: in how many minutes, in English, and every field as it was', async () => {
    const page = await open('/register', 'en-GB');
    const values = { Username: 'frank', 'E-mail': 'frank@example.org', Password: 'correct horse' };
    const alert = await send(page, values, 'Create account');
    assert.match(await alert.innerText(), /Try again in (59|60) minutes\.$/);
    await assertKept(page, values);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    assert.match(await alert.innerText(), /Versuche es in (59|60) Minuten noch einmal\.$/);
    await assertKept(page, { Benutzername: 'frank', 'E-Mail': 'frank@example.org', Passwort: 'correct horse' });
    await page.context().close();
  });

  it('[WB11] too many failed logins: in how many minutes, in German, and every field as it was', async () => {
    const api = httpClient(stage.server.url);
    for (let time = 0; time < 10; time += 1) {
      await assert.rejects(api.post('/v1/auth/login', { username: 'ben', password: `wrong ${time}` }));
    }
    const page = await open('/login', 'de-AT');
    const values = { 'Benutzername oder E-Mail': 'ben', Passwort: password };
    const alert = await send(page, values, 'Anmelden');
    assert.match(await alert.innerText(), /^Zu viele Versuche\. Versuche es in (9|10) Minuten noch einmal\.$/);
    await assertKept(page, values);
    await page.context().close();
  });

  it('[WB11] too many calls: in how many seconds, and the new game is as it was described', async () => {
    const page = await stage.guest();
    await page.getByRole('radio', { name: /Custom/ }).check();
    await page.getByLabel('Rows').fill('11');
    const call = () => fetch(`${stage.server.url}/v1/variants`).then(({ status }) => status);
    while (!(await Promise.all(Array.from({ length: 50 }, call))).includes(429));
    await page.getByRole('button', { name: 'Create game' }).click();
    assert.match(await page.getByRole('alert').innerText(), /Try again in [1-6]?\d seconds?\.$/);
    assert.equal(await page.getByLabel('Rows').inputValue(), '11');
    assert.ok(await page.getByRole('radio', { name: /Custom/ }).isChecked());
    await page.context().close();
  });
});
