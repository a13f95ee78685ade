import type { Page } from 'playwright-core';
import { cell, openStage, type Stage } from '../client-demo/web/stage.ts';
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

const press = (page: Page, { x, y }: { readonly x: number; readonly y: number }): Promise<void> =>
  cell(page, `${String.fromCharCode(97 + x)}${size - y}, empty`).click();

/** A game on the largest board, and what its moves cost the page of one player. */
const largeBoard = async (stage: Stage): Promise<readonly PageUpdate[]> => {
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
  for (let ply = 0; ply < moves; ply += 2) {
    await ask(room, 'move', cellOf(ply));
    await page.getByText('Your turn', { exact: true }).waitFor();
    await press(page, cellOf(ply + 1));
    await until(room, ({ turn }) => turn?.side === 'x');
  }
  const updates = await updatesOf(page);
  await page.context().close();
  return updates;
};

/** What the web client costs a browser. Prints tables. */
export const benchPage = async (): Promise<void> => {
  const stage = await openStage(serviceFor({ skip: noBrowser }, 'browser'));
  try {
    const paints: number[] = [];
    for (let time = 0; time < 5; time += 1) paints.push(await firstPaint(stage));
    const [start, ...updates] = await largeBoard(stage);
    const times = updates.map(({ scriptMs, layoutMs }) => scriptMs + layoutMs);
    const cells = updates.map((update) => update.cells);
    console.log(`
## The page, in a real browser

| | median | 95 % | most |
| --- | ---: | ---: | ---: |
| first contentful paint, nothing kept, processor 4 times slower, ms (aim 1000) | ${spread(paints)} |
| a move on ${size}x${size}, from the message to the end of layout, ms (aim 16.7) | ${spread(times)} |
| cells that a move changes in the document | ${spread(cells)} |

The start of that game, which opens all ${size * size} cells at once: ${(start!.scriptMs + start!.layoutMs).toFixed(1)} ms.`);
  } finally {
    await stage.close();
  }
};
