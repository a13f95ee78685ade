import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { updatesOf, watchUpdates } from '../../bench/page-update.ts';
import { serviceFor } from '../../services.ts';
import { ask, guestPerson, joinGame, until } from '../../support/people.ts';
import { cell, openStage, type Stage } from './stage.ts';

/** Where the brand stands, and that there is one of it. */
const brandBox = async (page: Page) => {
  const brand = page.locator('.brand-name');
  await brand.waitFor();
  assert.equal(await brand.count(), 1);
  return brand.boundingBox();
};

describe('web: what a page has to do', function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'));
  });
  after(() => stage?.close());

  it('[WB64] a move changes two cells of the largest board', async () => {
    const { url } = stage.server;
    const [x, o] = [await guestPerson(url), await stage.guest()];
    await watchUpdates(o);
    const settings = { width: 19, height: 19, inARow: 5, gravity: false, exact: false, teamSize: 1 };
    const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', { settings, side: 'x' });
    const room = await joinGame(url, x, game.id);
    await o.goto(`${url}/game/${game.id}`);
    await o.getByRole('button', { name: 'Join this game' }).click();
    await o.getByTestId('turn').getByText('is to move').waitFor();
    const before = (await updatesOf(o)).length;
    for (const row of [0, 2, 4, 6]) {
      await ask(room, 'move', { x: 0, y: row });
      await cell(o, `a${19 - row}, X`).waitFor();
      await cell(o, `s${19 - row}, empty`).click();
      await until(room, ({ turn }) => turn?.side === 'x');
    }
    const moves = (await updatesOf(o)).slice(before);
    assert.ok(moves.length >= 4, `only ${moves.length} updates`);
    for (const { cells } of moves) assert.ok(cells >= 1 && cells <= 2, `${cells} cells changed`);
    await o.context().close();
  });

  it('[WB65] the head of the page needs no script, and stays where it is when script comes', async () => {
    const plain = await stage.browser.visitor({ javaScriptEnabled: false });
    await plain.goto(stage.server.url);
    const scripted = await stage.browser.visitor();
    await scripted.goto(stage.server.url);
    await scripted.getByRole('button', { name: 'Play as guest' }).waitFor();
    assert.deepEqual(await brandBox(scripted), await brandBox(plain));
    assert.deepEqual(stage.browser.complaints, []);
    await Promise.all([plain, scripted].map((page) => page.context().close()));
  });
});
