import type { Page } from 'playwright-core';
import { playGame, wonByX } from '../client-demo/web/stage.ts';
import { eventually, guestPerson, password, registerPerson } from '../support/people.ts';
import type { Cast } from './scenes.ts';

const heroine = { username: 'ada', password };

const drawn = [
  [1, 1],
  [0, 0],
  [2, 0],
  [0, 2],
  [0, 1],
  [2, 1],
  [1, 0],
  [1, 2],
  [2, 2],
] as const;

const started = [
  [7, 7],
  [8, 8],
  [8, 6],
  [6, 8],
  [7, 8],
  [7, 6],
  [9, 7],
  [6, 7],
] as const;

/** Two people, a few games of theirs, one in each phase. */
export const prepareCast = async (url: string): Promise<Cast> => {
  const ada = await registerPerson(url, heroine.username);
  const kurt = await registerPerson(url, 'kurt');
  const rated = { variant: 'xo', rated: true } as const;
  for (const cells of [wonByX, drawn, wonByX]) await playGame(url, rated, cells, [ada, kurt]);
  await playGame(url, rated, wonByX, [kurt, ada]);
  const finished = await playGame(url, rated, wonByX, [ada, kurt]);
  await eventually(
    () => ada.api.get<{ items: { games: number }[] }>(`/v1/players/${ada.id}/ratings`),
    ({ items }) => items[0]?.games === 5,
  );
  const clock = { initialMs: 600_000, incrementMs: 5_000 };
  const playing = await playGame(url, { variant: 'gomoku', rated: true, clock }, started, [ada, kurt]);
  const guest = await guestPerson(url);
  await guest.api.post('/v1/games', { variant: 'connect-four' });
  await kurt.api.post('/v1/games', {
    variant: 'xo-6x4',
    rated: true,
    clock: { initialMs: 180_000, incrementMs: 2_000 },
  });
  const { game } = await ada.api.post<{ game: { id: string } }>('/v1/games', { variant: 'xo', side: 'x' });
  return { api: ada.api, player: ada.id, finished: finished.id, playing: playing.id, waiting: game.id };
};

export const signIn = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/login`);
  await page.getByLabel('Username or e-mail').fill(heroine.username);
  await page.getByLabel('Password').fill(heroine.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Lobby' }).waitFor();
};
