import { type SignedIn, signIn } from '../../../client-demo/bots/sign-in.ts';
import type { NewGame } from '../../../shared/protocol/games.ts';
import type { FlakyProxy } from '../../support/flaky-proxy.ts';
import { password, registerPerson } from '../../support/people.ts';
import { recordedJoin } from './recorded-join.ts';
import type { Note } from './recorder.ts';
import type { Player } from './table.ts';

export interface CrowdNeeds {
  readonly url: string;
  /** Some of the crowd reach the server through one of these. */
  readonly proxies: readonly FlakyProxy[];
  readonly games: number;
  readonly note: Note;
}

export interface Crowd {
  /** Have accounts, and play for ratings. */
  readonly accounts: readonly Player[];
  readonly guests: readonly Player[];
  /** Those who reach the server through the proxy of this number. */
  behind(proxy: number): readonly Player[];
}

/** Of so many ways to the server, as many lead through a proxy as there are proxies; the others are direct. */
const ways = 10;
const atOnce = 8;

const inTurns = async <Item>(count: number, make: (index: number) => Promise<Item>): Promise<Item[]> => {
  const items: Item[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const turn = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => make(from + index));
    items.push(...(await Promise.all(turn)));
  }
  return items;
};

export const gatherCrowd = async ({ url, proxies, games, note }: CrowdNeeds): Promise<Crowd> => {
  let conns = 0;
  const wayOf = (index: number): string => {
    const proxy = proxies[index % ways];
    return proxy ? `http://127.0.0.1:${proxy.port}` : url;
  };
  const playerOf = (endpoint: string, person: SignedIn): Player => ({
    ...person,
    joinOf: (game) => recordedJoin({ endpoint, player: person.me, game, note, newConn: () => `c${++conns}` }),
  });
  const account = async (index: number): Promise<Player> => {
    const username = `chaos-${index}`;
    await registerPerson(url, username);
    return playerOf(wayOf(index), await signIn(wayOf(index), { username, password }));
  };
  const guest = async (index: number): Promise<Player> => playerOf(wayOf(index), await signIn(wayOf(index), null));
  const accounts = await inTurns(Math.max(4, Math.ceil(games / 5)), account);
  const guests = await inTurns(Math.max(4, Math.ceil(games / 2)), guest);
  const behind = (proxy: number): readonly Player[] =>
    [accounts, guests].flatMap((all) => all.filter((_, index) => index % ways === proxy));
  return { accounts, guests, behind };
};

const clock = { initialMs: 900_000, incrementMs: 1_000 };
const rated: readonly NewGame[] = [
  { variant: 'xo', rated: true },
  { variant: 'connect-four', rated: true, clock },
  { variant: 'xo-6x4', rated: true },
];
const unrated: readonly NewGame[] = [
  { settings: { width: 8, height: 5, inARow: 5 }, clock: { moveMs: 600_000 } },
  { variant: 'connect-four', visibility: 'private' },
];

/** Who sits at a table and what is played there: three in five tables play for ratings. */
export const seatingOf = ({ accounts, guests }: Crowd, table: number): { players: [Player, Player]; kind: NewGame } => {
  const isRated = table % 5 < 3;
  const [people, kinds] = isRated ? [accounts, rated] : [guests, unrated];
  const first = table % people.length;
  // Never one's own opponent: the step is at least one and less than the whole round.
  const step = 1 + ((Math.floor(table / people.length) * 3) % (people.length - 1));
  return {
    players: [people[first]!, people[(first + step) % people.length]!],
    kind: kinds[Math.floor(table / 5 + table) % kinds.length]!,
  };
};
