import type { Page } from 'playwright-core';
import type { HttpClient } from '../support/http-client.ts';

/** What a picture is taken of: a path, or something to do first, and what must be there. */
export interface Scene {
  readonly name: string;
  /** As whom the page is looked at. */
  readonly as: 'visitor' | 'player';
  readonly path: string;
  readonly ready: (page: Page) => Promise<unknown>;
}

/** What the scenes are about, prepared by the API. */
export interface Cast {
  readonly api: HttpClient;
  readonly player: string;
  readonly finished: string;
  readonly playing: string;
  readonly waiting: string;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();

export const scenes = (cast: Cast): readonly Scene[] => [
  { name: 'landing', as: 'visitor', path: '/', ready: (page) => heading(page, /Small board/) },
  { name: 'register', as: 'visitor', path: '/register', ready: (page) => heading(page, 'Create an account') },
  { name: 'login', as: 'visitor', path: '/login', ready: (page) => heading(page, 'Log in') },
  { name: 'forgot', as: 'visitor', path: '/forgot', ready: (page) => heading(page, 'Forgotten password') },
  { name: 'reset', as: 'visitor', path: '/reset#token', ready: (page) => heading(page, 'Choose a new password') },
  { name: 'verify', as: 'visitor', path: '/verify#token', ready: (page) => page.getByRole('alert').waitFor() },
  { name: 'lobby', as: 'player', path: '/', ready: (page) => page.getByTestId('awaiting-game').first().waitFor() },
  {
    name: 'invitation',
    as: 'player',
    path: `/game/${cast.waiting}`,
    ready: (page) => page.getByRole('heading', { name: 'Waiting for an opponent' }).waitFor(),
  },
  {
    name: 'game',
    as: 'player',
    path: `/game/${cast.playing}`,
    ready: (page) => page.getByText('Your turn', { exact: true }).waitFor(),
  },
  {
    name: 'result',
    as: 'player',
    path: `/game/${cast.finished}`,
    ready: (page) => page.getByTestId('result').waitFor(),
  },
  {
    name: 'replay',
    as: 'player',
    path: `/game/${cast.finished}/replay`,
    ready: async (page) => {
      await page.locator('.grade').first().waitFor();
      await page.keyboard.press('End');
    },
  },
  {
    name: 'leaderboard',
    as: 'player',
    path: '/leaderboard/xo',
    ready: (page) => page.getByRole('table').waitFor(),
  },
  {
    name: 'profile',
    as: 'player',
    path: `/player/${cast.player}`,
    ready: (page) => page.getByRole('img', { name: /^Opening moves/ }).waitFor(),
  },
  { name: 'account', as: 'player', path: '/account', ready: (page) => heading(page, 'Account') },
  { name: 'settings', as: 'visitor', path: '/settings', ready: (page) => heading(page, 'Settings') },
  { name: 'lost', as: 'visitor', path: '/nowhere', ready: (page) => heading(page, 'Off the board') },
];
