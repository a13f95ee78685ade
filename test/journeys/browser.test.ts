import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { serviceFor } from '../services.ts';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { httpClient } from '../support/http-client.ts';
import { password } from '../support/people.ts';
import { type OwnServer, openServer } from '../support/server-process.ts';

const artefacts = fileURLToPath(new URL('../artefacts', import.meta.url));

const shoot = async (page: Page, name: string): Promise<void> => {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: `${artefacts}/${name}.png`, animations: 'disabled' });
};

const register = async (page: Page, url: string, username: string): Promise<void> => {
  await page.goto(`${url}/register`);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('E-mail').fill(`${username}@example.org`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Lobby' }).waitFor();
};

const play = (page: Page, cell: string) => page.getByRole('gridcell', { name: `${cell}, empty`, exact: true }).click();
const marked = (page: Page, cell: string, mark: string) =>
  page.getByRole('gridcell', { name: new RegExp(`^${cell}, ${mark}\\b`) }).waitFor();

describe('a rated game in two browsers', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let browser: TestBrowser;
  let ann: Page;
  let bob: Page;
  let game: string;

  before(async function () {
    const executable = serviceFor(this, 'browser');
    browser = await openBrowser(executable);
    server = await openServer();
    [ann, bob] = [await browser.visitor(), await browser.visitor()];
  });
  after(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  it('[JN11] two people register, and the game that one creates appears in the lobby of the other', async () => {
    await Promise.all([register(ann, server.url, 'ann'), register(bob, server.url, 'bob')]);
    await ann.getByRole('radio', { name: 'X', exact: true }).check();
    await ann.getByRole('checkbox', { name: 'Rated' }).check();
    await ann.getByRole('button', { name: 'Create game' }).click();
    await ann.waitForURL(/\/game\/[\w-]+$/);
    game = new URL(ann.url()).pathname.split('/').at(-1)!;
    const waiting = bob.getByRole('listitem').filter({ hasText: 'ann' });
    await waiting.waitFor();
    await shoot(bob, 'lobby');
    await waiting.getByRole('button', { name: 'Join' }).click();
  });

  it('[JN12] they play to a win, each move on both screens, and both see the rating change', async () => {
    const cells = ['b2', 'a3', 'a1', 'c3', 'b1', 'c1', 'b3'];
    const playInTurn = async (from: number, to: number): Promise<void> => {
      for (const [ply, cell] of [...cells.entries()].slice(from, to)) {
        const [mover, mark] = ply % 2 === 0 ? ([ann, 'X'] as const) : ([bob, 'O'] as const);
        await play(mover, cell);
        await Promise.all([ann, bob].map((page) => marked(page, cell, mark)));
      }
    };
    await playInTurn(0, 6);
    await shoot(ann, 'game');
    await playInTurn(6, 7);
    for (const [page, change] of [
      [ann, '+16'],
      [bob, '−16'],
    ] as const) {
      await page.getByTestId('result').getByText('X wins').waitFor();
      await page.getByTestId('rating-change').getByText(change).first().waitFor();
    }
    await shoot(ann, 'result');
  });

  it('[JN13] the log, the history and the leaderboard agree with what was seen', async () => {
    const api = httpClient(server.url);
    const { items: events } = await api.get<{ items: { type: string; x: number; y: number; winner: string }[] }>(
      `/v1/games/${game}/events`,
    );
    const moves = events.filter(({ type }) => type === 'MoveMade').map(({ x, y }) => `${'abc'[x]}${3 - y}`);
    assert.deepEqual(moves, ['b2', 'a3', 'a1', 'c3', 'b1', 'c1', 'b3']);
    assert.equal(events.at(-1)?.winner, 'x');
    await ann.getByRole('link', { name: 'Leaderboard' }).click();
    await ann.getByRole('table').waitFor();
    const rows = await ann.getByRole('row').allInnerTexts();
    assert.match(rows[1]!.replace(/\s+/g, ' '), /^1 .*ann.* 816 1$/);
    assert.match(rows[2]!.replace(/\s+/g, ' '), /^2 .*bob.* 784 1$/);
    await shoot(ann, 'leaderboard');
    await ann.getByRole('link', { name: 'bob' }).click();
    await ann.getByText('0 won · 0 drawn · 1 lost').waitFor();
    await shoot(ann, 'profile');
    assert.deepEqual(browser.complaints, []);
  });
});
