import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../client-demo/web/stage.ts';
import { serviceFor } from '../services.ts';
import { ask, guestPerson, joinGame, until } from '../support/people.ts';
import { type PageUpdate, updatesOf, watchUpdates } from './page-update.ts';

const size = 19;
const moves = 80;

const noBrowser = (): never => {
  throw new Error('there is no Chromium on this machine');
};

const at = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);

const spread = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  return `${at(sorted, 0.5)} | ${at(sorted, 0.95)} | ${at(sorted, 1)}`;
};

/** The landing page in a browser that has never seen it, on a processor four times slower. */
const firstPaint = async (stage: Stage): Promise<number> => {
  const page = await stage.browser.visitor();
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(stage.server.url);
  await page.getByRole('button', { name: 'Play as guest' }).waitFor();
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await page.context().close();
  return painted;
};

/** The cell of a ply: each once, and never five in a row. */
const cellOf = (ply: number) => ({ x: (ply * 7) % size, y: Math.floor((ply * 7) / size) % size });

/** Found by its number: to find a cell by its name costs the page more than the move. */
const button = (page: Page, ply: number) => {
  const { x, y } = cellOf(ply);
  return page.locator(`[data-index="${y * size + x}"]`);
};
const press = (page: Page, ply: number): Promise<void> =>
  button(page, ply).evaluate((element) => (element as HTMLElement).click());

const counted: readonly string[] = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];

/** Processor time of a page's script, styles and layout so far, ms: what other programs take at the same time is not in it. */
const createMeter = async (page: Page): Promise<() => Promise<number>> => {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    const seconds = metrics.filter(({ name }) => counted.includes(name)).map(({ value }) => value);
    return 1000 * seconds.reduce((sum, value) => sum + value, 0);
  };
};

interface LargeBoard {
  readonly updates: readonly PageUpdate[];
  /** From one move to the next: with the press, the mark that is drawn over some frames, and what the browser is asked by this bench. */
  readonly cpuMsAMove: number;
}

/** A game on the largest board, and what its moves cost the page of one player. */
const largeBoard = async (stage: Stage): Promise<LargeBoard> => {
  const { url } = stage.server;
  const page = await stage.guest();
  await watchUpdates(page);
  const opponent = await guestPerson(url);
  const settings = { width: size, height: size, inARow: 5, gravity: false, exact: false, teamSize: 1 };
  const { game } = await opponent.api.post<{ game: { id: string } }>('/v1/games', { settings, side: 'x' });
  const room = await joinGame(url, opponent, game.id);
  await page.goto(`${url}/game/${game.id}`);
  await page.getByRole('button', { name: 'Join this game' }).click();
  await page.getByTestId('turn').getByText('is to move').waitFor();
  const meter = await createMeter(page);
  const before = await meter();
  for (let ply = 0; ply < moves; ply += 2) {
    await ask(room, 'move', cellOf(ply));
    await button(page, ply).locator('svg').waitFor();
    await press(page, ply + 1);
    await until(room, ({ turn }) => turn?.side === 'x');
  }
  const cpuMsAMove = ((await meter()) - before) / moves;
  const updates = await updatesOf(page);
  await page.context().close();
  return { updates, cpuMsAMove };
};

/** What the web client costs a browser. Prints tables. */
export const benchPage = async (): Promise<void> => {
  const stage = await openStage(serviceFor({ skip: noBrowser }, 'browser'));
  try {
    const paints: number[] = [];
    for (let time = 0; time < 5; time += 1) paints.push(await firstPaint(stage));
    const { updates: all, cpuMsAMove } = await largeBoard(stage);
    const [start, ...updates] = all;
    const times = updates.map(({ scriptMs, layoutMs }) => scriptMs + layoutMs);
    const cells = updates.map((update) => update.cells);
    console.log(`
## The page, in a real browser

| | median | 95 % | most |
| --- | ---: | ---: | ---: |
| first contentful paint, nothing kept, processor 4 times slower, ms (aim 1000) | ${spread(paints)} |
| a move on ${size}x${size}, from the message to the end of layout, ms (aim 16.7) | ${spread(times)} |
| cells that a move changes in the document | ${spread(cells)} |

The start of that game, which opens all ${size * size} cells at once: ${(start!.scriptMs + start!.layoutMs).toFixed(1)} ms. Processor time of script, styles
and layout from one move to the next: ${cpuMsAMove.toFixed(1)} ms. The other times are by the clock: with more programs than processors they are longer.`);
  } finally {
    await stage.close();
  }
};
