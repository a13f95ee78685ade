import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { serviceFor } from '../../services.ts';
import { ask, guestPerson, joinGame } from '../../support/people.ts';
import { cell, openStage, playGame, type Stage, wonByX } from './stage.ts';

describe('web: a replay in a browser', function () {
  this.timeout(60_000);
  let stage: Stage;
  let game: string;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'));
    game = (await playGame(stage.server.url, { variant: 'xo' }, wonByX)).id;
  });
  after(() => stage?.close());

  const open = async (path = `/game/${game}/replay`) => {
    const page = await stage.browser.visitor();
    await page.goto(`${stage.server.url}${path}`);
    return page;
  };

  it('[WB45] a visitor opens it by its URL and steps with keys, buttons, the scrubber and the list of moves', async () => {
    const page = await open();
    const step = page.getByTestId('step');
    await step.getByText('The empty board').waitFor();
    await page.keyboard.press('ArrowRight');
    await step.getByText('X plays b2').waitFor();
    await cell(page, 'b2, X').waitFor();
    await page.keyboard.press('End');
    await step.getByText('X plays b1. X wins by a line').waitFor();
    assert.equal(await page.locator('.winning-line').count(), 1);
    await page.keyboard.press('Home');
    await cell(page, 'b2, empty').waitFor();
    await page.getByRole('button', { name: 'One on' }).click();
    await page.getByLabel('Position in the game').fill('3');
    await step.getByText('X plays a1').waitFor();
    await page.getByRole('button', { name: /^O plays c3/ }).click();
    await cell(page, 'c3, O').waitFor();
    assert.equal(await page.getByRole('button', { name: /^O plays c3/ }).getAttribute('aria-current'), 'step');
    await page.context().close();
  });

  it('[WB45] no key is lost, however fast they come', async () => {
    const page = await open();
    await page.getByTestId('step').getByText('The empty board').waitFor();
    await page.evaluate(() => {
      for (let press = 0; press < 3; press += 1)
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    });
    await page.getByTestId('step').getByText('X plays a1').waitFor();
    await page.context().close();
  });

  it('[WB46] the space bar plays it to its end', async () => {
    const page = await open();
    await page.getByTestId('step').getByText('The empty board').waitFor();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByTestId('step').getByText('X wins').waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.context().close();
  });

  it('[WB43] a worker marks the moves that gave something away', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'X plays b2 keeps the best result' }).waitFor();
    await page.getByRole('button', { name: 'O plays a2 gives away: draw becomes loss' }).waitFor();
    await page.context().close();
  });

  it('[WB43] a game of connect-four too, and it is said which of its moves are not marked', async () => {
    const { url } = stage.server;
    const people = await Promise.all([guestPerson(url), guestPerson(url)]);
    const { game } = await people[0].api.post<{ game: { id: string } }>('/v1/games', {
      ...{ variant: 'connect-four', side: 'x' },
    });
    const rooms = [await joinGame(url, people[0], game.id), await joinGame(url, people[1], game.id)] as const;
    for (const [ply, x] of [0, 1, 0, 1, 0, 1, 0].entries()) await ask(rooms[ply % 2 === 0 ? 0 : 1], 'move', { x });
    await Promise.all(rooms.map((room) => room.leave()));
    const page = await open(`/game/${game.id}/replay`);
    await page.getByRole('button', { name: 'X plays a4 keeps the best result' }).waitFor();
    const note = await page.getByText(/^Marked by perfect play/).innerText();
    const marked = await page.locator('.grade').count();
    const unmarked = Number(/ (\d) moves/.exec(note)?.[1] ?? (note.includes('first move') ? 1 : 0));
    assert.equal(marked + unmarked, 7, note);
    await page.context().close();
  });

  it('[WB47] it is downloaded as text and as JSON lines, and its link is shared', async () => {
    const page = await open();
    for (const [name, shape] of [
      ['Download as text', /^\[Game "/],
      ['Download as JSON lines', /^\{"version":1,"type":"GameCreated"/],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      assert.match(readFileSync((await download.path())!, 'utf8'), shape);
    }
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('button', { name: 'Link copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${stage.server.url}/game/${game}/replay`);
    await page.context().close();
  });

  it('[WB47] the page of a finished game leads to it', async () => {
    const page = await open(`/game/${game}`);
    await page.getByRole('link', { name: 'Replay' }).click();
    await page.getByTestId('step').waitFor();
    assert.deepEqual(stage.browser.complaints, []);
    await page.context().close();
  });
});
