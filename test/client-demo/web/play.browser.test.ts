import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { serviceFor } from '../../services.ts';
import { guestPerson } from '../../support/people.ts';
import { cell, openStage, type Stage } from './stage.ts';

/** Lets the server's words be held back from a page for a while. */
const slowLine = async (page: Page) => {
  await page.addInitScript(() => {
    const line = { holding: false, held: [] as (() => void)[] };
    Object.assign(window, { line });
    const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage')!;
    Object.defineProperty(WebSocket.prototype, 'onmessage', {
      set(this: WebSocket, handler: (event: MessageEvent) => void) {
        set!.call(this, (event: MessageEvent) =>
          line.holding ? line.held.push(() => handler.call(this, event)) : handler.call(this, event),
        );
      },
    });
  });
  const hold = (holding: boolean): Promise<void> =>
    page.evaluate((now) => {
      const { line } = window as unknown as { line: { holding: boolean; held: (() => void)[] } };
      line.holding = now;
      for (const say of now ? [] : line.held.splice(0)) say();
    }, holding);
  return { hold: () => hold(true), release: () => hold(false) };
};

describe('web: play in a browser', function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'));
  });
  after(() => stage?.close());

  /** Two guests at a board of 3x3, X to move. */
  const pair = async (options: Parameters<Stage['guest']>[0] = {}): Promise<readonly [Page, Page]> => {
    const [x, o] = [await stage.guest(options), await stage.guest(options)];
    await x.getByRole('radio', { name: 'X', exact: true }).check();
    await x.getByRole('button', { name: 'Create game' }).click();
    await x.waitForURL(/\/game\//);
    await o.goto(x.url());
    await o.getByRole('button', { name: 'Join this game' }).click();
    await x.getByText('Your turn', { exact: true }).waitFor();
    return [x, o];
  };
  const leave = (...pages: readonly Page[]) => Promise.all(pages.map((page) => page.context().close()));

  it('[WB63] what is being typed stays when the lobby changes', async () => {
    const page = await stage.guest();
    await page.getByRole('radio', { name: /Custom/ }).check();
    const rows = page.getByLabel('Rows');
    await rows.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('11');
    const { api } = await guestPerson(stage.server.url);
    await api.post('/v1/games', { variant: 'gomoku' });
    await page.getByTestId('awaiting-game').filter({ hasText: 'Gomoku' }).waitFor();
    assert.equal(await rows.inputValue(), '11');
    await rows.press('Tab');
    assert.equal(await rows.inputValue(), '11');
    await page.getByText('8 × 11').waitFor();
    await leave(page);
  });

  it('[WB36] the accessibility tree of a game says what is on the board, whose turn it is and what was played', async () => {
    const [x, o] = await pair();
    await cell(x, 'b2, empty').click();
    await cell(o, 'a3, empty').click();
    await x.getByText('Your turn', { exact: true }).waitFor();
    const tree = await x.getByRole('main').ariaSnapshot();
    assert.match(tree, /grid "Board, 3 by 3":\n +- row "a3, O b3, empty c3, empty":\n +- gridcell "a3, O"/);
    assert.match(tree, /row "a2, empty b2, X c2, empty"/);
    assert.match(tree, /- paragraph: O plays a3\. It is your turn\./);
    assert.match(tree, /- heading "You play X" \[level=2\]/);
    assert.match(tree, /- group "Actions":/);
    assert.match(tree, /- switch "Sounds"/);
    assert.match(tree, /- log "Chat"/);
    const live = x.getByTestId('announcements');
    assert.equal(await live.getAttribute('aria-live'), 'polite');
    await leave(x, o);
  });

  it('[WB48] a move for the next turn is shown, said and can be taken back', async () => {
    const [x, o] = await pair();
    await cell(o, 'a1, empty').click();
    await o.getByTestId('premove').getByText('Your next move: a1').waitFor();
    assert.equal(await cell(o, 'a1, empty').getAttribute('aria-description'), 'your next move');
    assert.equal(await o.locator('.cell-premove .ghost').count(), 1);
    await o.getByRole('button', { name: 'Take back' }).click();
    await o.getByTestId('premove').waitFor({ state: 'detached' });
    await leave(x, o);
  });

  it('[WB49] it is made by itself when the turn comes, and dropped with a reason when its cell is taken', async () => {
    const [x, o] = await pair();
    await cell(o, 'a1, empty').click();
    await cell(x, 'b2, empty').click();
    await cell(x, 'a1, O').waitFor();
    await cell(o, 'c3, empty').click();
    await cell(x, 'c3, empty').click();
    await o.getByTestId('refusal').getByText('no longer possible').waitFor();
    await cell(o, 'c3, X').waitFor();
    await leave(x, o);
  });

  it('[WB19] a refused move is rolled back in the browser, and the reason is said', async () => {
    const [x, o] = await pair();
    const late = await o.context().newPage();
    const line = await slowLine(late);
    await late.goto(o.url());
    await cell(x, 'b2, empty').click();
    await Promise.all([o, late].map((page) => page.getByText('Your turn', { exact: true }).waitFor()));
    await line.hold();
    await cell(o, 'a1, empty').click();
    await cell(x, 'a1, O').waitFor();
    await cell(late, 'c3, empty').click();
    await cell(late, 'c3, O').waitFor();
    await line.release();
    await late.getByTestId('refusal').getByText('It is not your turn.').waitFor();
    await cell(late, 'c3, empty').waitFor();
    await cell(late, 'a1, O').waitFor();
    await leave(x, o);
  });

  it('[WB50] two tabs of one player stay in step, and either can move', async () => {
    const [x, o] = await pair();
    const tab = await x.context().newPage();
    await tab.goto(x.url());
    await tab.getByText('Your turn', { exact: true }).waitFor();
    await cell(tab, 'b2, empty').click();
    await cell(x, 'b2, X').waitFor();
    await cell(o, 'a1, empty').click();
    await Promise.all([cell(x, 'a1, O').waitFor(), cell(tab, 'a1, O').waitFor()]);
    await cell(x, 'c3, empty').click();
    await cell(tab, 'c3, X').waitFor();
    await leave(x, o);
  });

  it('[WB51] at phone size a game is won by touch alone', async () => {
    const [x, o] = await pair({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const turns = [
      [x, 'b2'],
      [o, 'a3'],
      [x, 'b1'],
      [o, 'c3'],
      [x, 'b3'],
    ] as const;
    for (const [page, name] of turns) {
      await page.getByText('Your turn', { exact: true }).waitFor();
      await cell(page, `${name}, empty`).tap();
    }
    await Promise.all([x, o].map((page) => page.getByTestId('result').getByText('X wins').waitFor()));
    const width = () => x.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok((await width()) <= 0);
    assert.deepEqual(stage.browser.complaints, []);
    await x.getByRole('button', { name: 'Rematch' }).tap();
    await o.getByRole('button', { name: 'Accept' }).tap();
    await x.getByRole('heading', { name: /^You play/ }).waitFor();
    await leave(x, o);
  });
});
