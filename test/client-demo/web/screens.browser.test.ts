import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { prepareCast, signIn } from '../../screenshots/cast.ts';
import { type Cast, type Scene, scenes } from '../../screenshots/scenes.ts';
import { serviceFor } from '../../services.ts';
import { openStage, type Stage } from './stage.ts';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

interface Findings {
  readonly violations: readonly Violation[];
  readonly passes: readonly unknown[];
}

/** What axe-core finds wrong with a page, all its rules of WCAG A and AA and of best practice. */
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<Findings> } };
    const { violations, passes } = await axe.run();
    return { violations, passes: passes.length };
  });
  assert.ok(found.passes > 15, `only ${found.passes} rules applied`);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${node.target}: ${node.failureSummary}`),
  );
};

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light, at a desk', { colorScheme: 'light', reducedMotion: 'reduce' }],
  [
    'dark, on a phone',
    { colorScheme: 'dark', reducedMotion: 'reduce', viewport: { width: 360, height: 740 }, isMobile: true },
  ],
];

describe('web: every screen', function () {
  this.timeout(120_000);
  let stage: Stage;
  let cast: Cast;

  before(async function () {
    stage = await openStage(serviceFor(this, 'browser'));
    cast = await prepareCast(stage.server.url);
  });
  after(() => stage?.close());

  for (const [look, options] of looks) {
    it(`[WB55] ${look}: axe-core finds nothing, nothing is wider than the window`, async () => {
      const pages = { visitor: await stage.browser.visitor(options), player: await stage.browser.visitor(options) };
      await signIn(pages.player, stage.server.url);
      const found: string[] = [];
      const check = async (scene: Scene): Promise<void> => {
        const page = pages[scene.as];
        await page.goto(`${stage.server.url}${scene.path}`);
        await scene.ready(page);
        found.push(...(await violations(page)).map((each) => `${scene.name}: ${each}`));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) found.push(`${scene.name}: ${over} px too wide`);
      };
      for (const scene of scenes(cast)) await check(scene);
      assert.deepEqual(found, []);
      await Promise.all(Object.values(pages).map((page) => page.context().close()));
    });
  }

  const colours = (page: Page) =>
    page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement);
      const light = (text: string): number =>
        text
          .match(/\d+/g)!
          .slice(0, 3)
          .map(Number)
          .reduce((a, b) => a + b, 0);
      return { paper: light(backgroundColor), ink: light(color) };
    });

  it('[WB66] each screen has its title, and a followed link puts the focus at its beginning', async () => {
    const page = await stage.guest();
    assert.equal(await page.title(), 'Lobby · Octothorpe');
    for (const [link, title] of [
      ['Leaderboard', 'Leaderboard: Classic · Octothorpe'],
      ['Settings', 'Settings · Octothorpe'],
      ['Register', 'Create an account · Octothorpe'],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).press('Enter');
      await page.waitForFunction((expected) => document.title === expected, title);
      await page.waitForFunction(() => document.activeElement?.id === 'main');
    }
    await page.context().close();
  });

  it('[WB56] the colours follow the system, also while the page is open', async () => {
    const page = await stage.browser.visitor({ colorScheme: 'dark' });
    await page.goto(stage.server.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const dark = await colours(page);
    assert.ok(dark.paper < dark.ink);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await colours(page);
    assert.ok(light.paper > light.ink);
    await page.context().close();
  });

  it('[WB57] nothing moves for those who ask for less motion', async () => {
    const running = (page: Page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .map((element) => getComputedStyle(element))
          .filter((style) => style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration))
          .map((style) => `${style.animationName} ${style.transitionDuration}`),
      );
    const page = await stage.browser.visitor({ reducedMotion: 'reduce' });
    for (const path of ['/', `/game/${cast.finished}/replay`]) {
      await page.goto(`${stage.server.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(await running(page), []);
    }
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.goto(stage.server.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.notDeepEqual(await running(page), []);
    await page.context().close();
  });

  it('[WB54] German is the browser’s or chosen, in every tab, and stays', async () => {
    const page = await stage.browser.visitor({ locale: 'de-AT' });
    await page.goto(stage.server.url);
    await page.getByRole('button', { name: 'Als Gast spielen' }).click();
    await page.getByRole('heading', { name: 'Lobby' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
    const tab = await page.context().newPage();
    await tab.goto(`${stage.server.url}/settings`);
    await tab.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await tab.getByRole('radio', { name: 'English' }).check();
    await tab.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByRole('button', { name: 'Create game' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Create game' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('button', { name: 'Partie anlegen' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });

  it('[WB54] German fits the narrowest window, and axe-core finds nothing in it', async () => {
    const page = await stage.browser.visitor({ locale: 'de-DE', viewport: { width: 320, height: 640 } });
    const game = `/game/${cast.finished}`;
    const found: string[] = [];
    for (const path of [
      '/',
      '/register',
      '/settings',
      '/leaderboard/xo',
      `/player/${cast.player}`,
      game,
      `${game}/replay`,
    ]) {
      await page.goto(`${stage.server.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      found.push(...(await violations(page)).map((each) => `${path}: ${each}`));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) found.push(`${path}: ${over} px too wide`);
    }
    assert.deepEqual(found, []);
    await page.context().close();
  });

  it('[WB53] sounds are off until they are switched on beside the board', async () => {
    const page = await stage.browser.visitor();
    await page.addInitScript(() => {
      const { start } = OscillatorNode.prototype;
      Object.assign(window, { notes: 0 });
      OscillatorNode.prototype.start = function (when) {
        (window as unknown as { notes: number }).notes += 1;
        start.call(this, when);
      };
    });
    const notes = () => page.evaluate(() => (window as unknown as { notes: number }).notes);
    await page.goto(`${stage.server.url}/game/${cast.playing}`);
    const toggle = page.getByRole('switch', { name: 'Sounds' });
    assert.equal(await toggle.getAttribute('aria-checked'), 'false');
    assert.equal(await notes(), 0);
    await toggle.click();
    assert.equal(await notes(), 2);
    await page.reload();
    assert.equal(await toggle.getAttribute('aria-checked'), 'true');
    assert.deepEqual(
      stage.browser.complaints.filter((line) => !line.includes('422')),
      [],
    );
    await page.context().close();
  });
});
