import type { BrowserContextOptions, Page } from 'playwright-core';
import type { NewGame } from '../../../shared/protocol/games.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { ask, guestPerson, joinGame, type Person } from '../../support/people.ts';
import { openServer, type ServerProcess } from '../../support/server-process.ts';

/** A server and a browser for one suite. */
export interface Stage {
  readonly server: ServerProcess;
  readonly browser: TestBrowser;
  /** A guest in the lobby. */
  guest(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Without limits by address, unless they are asked for. */
export const openStage = async (executablePath: string, limits: 'normal' | 'none' = 'none'): Promise<Stage> => {
  const browser = await openBrowser(executablePath);
  const server = await openServer({ OCTO_LIMITS: limits });
  return {
    server,
    browser,
    guest: async (options = {}) => {
      const page = await browser.visitor(options);
      await page.goto(server.url);
      await page.getByRole('button', { name: 'Play as guest' }).click();
      await page.getByRole('heading', { name: 'Lobby' }).waitFor();
      return page;
    },
    close: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
};

export interface PlayedGame {
  readonly id: string;
  readonly x: Person;
  readonly o: Person;
}

/** A game of two people over the API, with these cells (column and row from the top) played in turn. */
export const playGame = async (
  url: string,
  body: NewGame,
  cells: readonly (readonly [number, number])[],
  people?: readonly [Person, Person],
): Promise<PlayedGame> => {
  const [x, o] = people ?? (await Promise.all([guestPerson(url), guestPerson(url)]));
  const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', { ...body, side: 'x' });
  const rooms = [await joinGame(url, x, game.id), await joinGame(url, o, game.id)] as const;
  for (const [ply, [column, row]] of cells.entries()) {
    await ask(rooms[ply % 2 === 0 ? 0 : 1], 'move', { x: column, y: row });
  }
  await Promise.all(rooms.map((room) => room.leave()));
  return { id: game.id, x, o };
};

/** X wins with the last of these; O could have blocked with the one before. */
export const wonByX = [
  [1, 1],
  [0, 0],
  [0, 2],
  [2, 0],
  [1, 0],
  [0, 1],
  [1, 2],
] as const;

export const cell = (page: Page, name: string) => page.getByRole('gridcell', { name, exact: true });
