import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type HttpClient, httpClient } from '../support/http-client.ts';
import { eventually } from '../support/people.ts';
import type { WrittenOutcome } from './checker/history.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** All pages of a list. */
const readAll = async <Item>(api: HttpClient, path: string): Promise<Item[]> => {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<Item> = await api.get<Page<Item>>(`${path}?limit=200${from}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
};

const atOnce = 10;
/** Reads in turns, so that reading is no load. */
const each = async <Item, Read>(items: readonly Item[], read: (item: Item) => Promise<Read>): Promise<Read[]> => {
  const all: Read[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    all.push(...(await Promise.all(items.slice(from, from + atOnce).map(read))));
  return all;
};

type Written<Kind extends WrittenOutcome['kind']> = Extract<WrittenOutcome, { kind: Kind }>;

const readLogs = (api: HttpClient, games: readonly string[]): Promise<Written<'log'>[]> =>
  each(games, async (game) => ({ kind: 'log', game, events: await readAll(api, `/v1/games/${game}/events`) }));

type Standing = { readonly ladder: string; readonly rating: number; readonly games: number };

const readRatings = async (api: HttpClient, player: string): Promise<Written<'rating'>[]> => {
  const standings = await readAll<Standing>(api, `/v1/players/${player}/ratings`);
  return await each(standings, async ({ ladder, rating, games }) => {
    const newestFirst = await readAll<Written<'rating'>['history'][number]>(
      api,
      `/v1/players/${player}/ratings/${ladder}/history`,
    );
    return { kind: 'rating', player, ladder, rating, games, history: newestFirst.reverse() };
  });
};

type Place = { readonly rank: number; readonly player: { readonly id: string }; readonly rating: number };

const readBoard = async (api: HttpClient, ladder: string): Promise<Written<'leaderboard'>> => ({
  ...{ kind: 'leaderboard', ladder },
  items: (await readAll<Place>(api, `/v1/ladders/${ladder}/leaderboard`)).map(({ rank, player, rating }) => ({
    ...{ rank, player: player.id, rating },
  })),
});

/** Read models follow the log: they have come to rest when a second look a while later sees nothing new. */
const readSettled = async (read: () => Promise<WrittenOutcome[]>): Promise<WrittenOutcome[]> => {
  let before = '';
  return await eventually(read, (lines) => {
    const now = JSON.stringify(lines);
    const isSame = now === before;
    before = now;
    return isSame;
  });
};

export interface Played {
  readonly games: readonly string[];
  readonly players: readonly string[];
}

/** Reads everything that anybody can read about a run from outside, and writes it where the checker finds it. */
export const readOutcome = async (url: string, { games, players }: Played, path: string): Promise<void> => {
  const api = httpClient(url);
  const ladders = await readAll<{ readonly name: string }>(api, '/v1/ladders');
  const settled = await readSettled(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const ratings = (await each(players, (player) => readRatings(api, player))).flat();
    return [...ratings, ...(await each(ladders, ({ name }) => readBoard(api, name)))];
  });
  const file = createWriteStream(path);
  for (const line of [...(await readLogs(api, games)), ...settled]) file.write(`${JSON.stringify(line)}\n`);
  file.end();
  await finished(file);
};
