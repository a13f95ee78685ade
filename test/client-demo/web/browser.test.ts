import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { serviceFor } from '../../services.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { dataFolder, type ServerProcess, startServer } from '../../support/server-process.ts';

/** Remembers every layout shift from now on. */
const watchShifts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources: { node: Node | null }[] })[]) {
        for (const { node } of entry.sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          if (element?.closest('.game-table')) shifts.push(element.className.toString());
        }
      }
    }).observe({ type: 'layout-shift' });
  });
const shiftsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);

describe('web: in a browser', function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  let browser: TestBrowser;

  before(async function () {
    const executablePath = serviceFor(this, 'browser');
    browser = await openBrowser(executablePath);
    folder = await dataFolder();
    server = await startServer(folder.path, { OCTO_LIMITS: 'none' });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.[Symbol.asyncDispose]();
  });

  const guest = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await browser.visitor(options);
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Play as guest' }).click();
    await page.getByRole('heading', { name: 'Lobby' }).waitFor();
    return page;
  };
  const create = async (page: Page): Promise<void> => {
    await page.getByRole('radio', { name: 'X', exact: true }).check();
    await page.getByRole('button', { name: 'Create game' }).click();
    await page.getByRole('heading', { name: 'Waiting for an opponent' }).waitFor();
  };
  const cell = (page: Page, name: string) => page.getByRole('gridcell', { name, exact: true });
  const pressTabTo = async (page: Page, selector: string): Promise<void> => {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    assert.fail(`Tab never reached ${selector}`);
  };

  it('[WB36] a game is created, joined and won with the keyboard alone', async () => {
    const x = await guest();
    const o = await guest();
    await pressTabTo(x, '.new-game button[type=submit]');
    await x.keyboard.press('Enter');
    await x.getByRole('heading', { name: 'Waiting for an opponent' }).waitFor();
    await o.getByRole('button', { name: 'Join' }).waitFor();
    await pressTabTo(o, '.game-row .button');
    await o.keyboard.press('Enter');
    const first = await Promise.race([
      x
        .getByRole('heading', { name: 'You play X' })
        .waitFor()
        .then(() => [x, o] as const),
      o
        .getByRole('heading', { name: 'You play X' })
        .waitFor()
        .then(() => [o, x] as const),
    ]);
    const turns = [...first, ...first, first[0]];
    const keys = [['ArrowUp', 'ArrowLeft'], ['ArrowDown'], ['ArrowRight'], ['ArrowRight'], ['ArrowRight']];
    const names = ['a3', 'b1', 'b3', 'c1', 'c3'];
    for (const [at, page] of turns.entries()) {
      await page.getByText('Your turn', { exact: true }).waitFor();
      if (at < 2) await pressTabTo(page, '[role=gridcell]');
      for (const key of keys[at]!) await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      const mark = at % 2 === 0 ? 'X' : 'O';
      await cell(first[0], `${names[at]}, ${mark}`).waitFor();
      await cell(first[1], `${names[at]}, ${mark}`).waitFor();
    }
    for (const page of first) {
      const result = page.getByRole('status').and(page.getByTestId('result'));
      await result.waitFor();
      assert.match((await result.textContent()) ?? '', /^X wins/);
      assert.match((await page.getByTestId('announcements').textContent()) ?? '', /^X wins/);
    }
    assert.equal(await x.getByRole('grid').getByRole('row').count(), 3);
    await x.context().close();
    await o.context().close();
  });

  it('[WB37] nothing on the board moves when a game starts', async () => {
    const x = await guest();
    await create(x);
    await cell(x, 'b2, empty').waitFor();
    await watchShifts(x);
    const o = await guest({ viewport: { width: 360, height: 740 }, hasTouch: true });
    await o.goto(x.url());
    const join = o.getByRole('button', { name: 'Join this game' });
    await join.waitFor();
    await watchShifts(o);
    await join.tap();
    await x.getByText('Your turn', { exact: true }).waitFor();
    await o.getByRole('heading', { name: 'You play O' }).waitFor();
    await cell(x, 'b2, empty').click();
    await cell(o, 'b2, X').waitFor();
    assert.deepEqual([await shiftsOf(x), await shiftsOf(o)], [[], []]);
    await x.context().close();
    await o.context().close();
  });

  it('[WB39] every screen fits 320 px, and complains of nothing', async () => {
    const page = await guest({ viewport: { width: 320, height: 640 } });
    const me = await page.getByRole('link', { name: /^Guest/ }).getAttribute('href');
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok((await overflow()) <= 0, 'lobby');
    await page.getByRole('radio', { name: /Custom/ }).check();
    await page.getByLabel('Columns').fill('19');
    await page.getByLabel('Rows').fill('19');
    await create(page);
    assert.ok((await overflow()) <= 0, 'game');
    for (const path of ['/leaderboard/gomoku', me!, '/register', '/forgot', '/reset#t', '/nowhere']) {
      await page.goto(`${server.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.ok((await overflow()) <= 0, path);
    }
    const outside = await browser.visitor({ viewport: { width: 320, height: 640 } });
    await outside.goto(server.url);
    await outside.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await outside.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
    assert.deepEqual(browser.complaints, []);
    await page.context().close();
    await outside.context().close();
  });

  it('[WB38] a move made while the server is gone arrives after its restart', async () => {
    const x = await guest();
    await create(x);
    const o = await guest();
    await o.getByRole('button', { name: 'Join' }).first().click();
    await x.getByText('Your turn', { exact: true }).waitFor();
    const port = new URL(server.url).port;
    await server.kill();
    await x.getByText('Connection lost').waitFor();
    await cell(x, 'a1, empty').click();
    await cell(x, 'a1, X').waitFor();
    server = await startServer(folder.path, { OCTO_LIMITS: 'none', OCTO_PORT: port });
    await cell(o, 'a1, X').waitFor();
    await o.getByText('Your turn', { exact: true }).waitFor();
    await x.getByText('Connection lost').waitFor({ state: 'detached' });
    await x.context().close();
    await o.context().close();
  });
});
