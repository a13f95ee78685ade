import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Api } from '../../../client-demo/connection/api.ts';
import type { GameView } from '../../../client-demo/connection/game-view.ts';
import type { HouseProcess } from '../../../server/house/house-process.ts';
import { forkHouse } from '../../../server/house/house-process.ts';
import { type LiveGame, liveGame, liveGuest } from '../../client-demo/live-player.ts';
import { eventually, registerPerson } from '../../support/people.ts';
import { type OwnServer, openServer } from '../../support/server-process.ts';

const program = fileURLToPath(new URL('../../../client-demo/bots/house.ts', import.meta.url));

const turnOrEnd =
  (me: string) =>
  (view: GameView): boolean =>
    view.status === 'finished' ||
    (view.turn !== null && view.turn.side === view.seats.find(({ id }) => id === me)?.side);

/** Plays the first free cell until the game is over. */
const playToTheEnd = async (game: LiveGame, me: string): Promise<GameView> => {
  for (;;) {
    const view = await game.until(turnOrEnd(me));
    if (view.status === 'finished') return view;
    const cell = view.cells.indexOf(0);
    await game.request('move', { x: cell % 3, y: Math.floor(cell / 3) });
    await game.until(({ plies }) => plies > view.plies);
  }
};

const tableIn = async (api: Api): Promise<string> => {
  const { items } = await eventually(
    () => api.games({ status: 'awaiting' }),
    ({ items }) => items.length > 0,
  );
  return items[0]!.id;
};

describe('the house in a running server', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let house: HouseProcess;
  let bot: { player: { id: string }; api_key: string };

  const openHouse = async (games: readonly string[]): Promise<void> => {
    house = forkHouse(program);
    const listening = new Promise<void>((resolve) => house.onNews(({ type }) => type === 'listening' && resolve()));
    const seat = { level: 5, player: bot.player.id, apiKey: bot.api_key, keepsTable: true, games };
    house.send({ type: 'start', url: server.url, delayMs: [0, 0], seats: [seat] });
    await listening;
  };

  beforeEach(async () => {
    server = await openServer();
    const owner = await registerPerson(server.url, 'owner');
    bot = await owner.api.post('/v1/players/me/bots', { username: 'housebot' });
    await openHouse([]);
  });
  afterEach(async () => {
    await house.stop();
    await server[Symbol.asyncDispose]();
  });

  it('[HB6] a lone newcomer finds it waiting, plays it, plays it again, and the next table is there', async () => {
    const { api, me } = await liveGuest(server.url);
    const id = await tableIn(api);
    const game = liveGame(server.url, api, id);
    const over = await playToTheEnd(game, me);
    assert.ok(over.seats.some((seat) => seat.bot));
    await game.request('rematch', { action: 'offer' });
    const { next } = await game.until((view) => view.next !== null);
    const again = liveGame(server.url, api, next!);
    await playToTheEnd(again, me);
    assert.notEqual(await tableIn(api), id);
    assert.equal((await api.games({ status: 'awaiting' })).items.length, 1);
    game.close();
    again.close();
  });

  it('[HB7] after the death of its process a game goes on in the next', async () => {
    const { api, me } = await liveGuest(server.url);
    const game = liveGame(server.url, api, await tableIn(api));
    await game.until(turnOrEnd(me));
    const died = new Promise((resolve) => house.onExit(resolve));
    process.kill(house.pid!, 'SIGKILL');
    await died;
    await openHouse([game.view()!.id]);
    assert.equal((await playToTheEnd(game, me)).status, 'finished');
    game.close();
  });

  it('[HB8] keys are nowhere where others can see them', function () {
    if (!existsSync('/proc/self/environ')) this.skip();
    for (const file of ['cmdline', 'environ']) {
      assert.ok(!readFileSync(`/proc/${house.pid}/${file}`, 'utf8').includes(bot.api_key));
    }
  });

  it('[HB9] the bots end when the server is killed', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { forkHouse } from ${JSON.stringify(new URL('../../../server/house/house-process.ts', import.meta.url).href)};
         const house = forkHouse(${JSON.stringify(program)});
         house.onNews(() => console.log('listening'));
         house.send({ type: 'start', url: 'http://127.0.0.1:1', delayMs: [0, 0], seats: [] });`,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await once(parent.stdout, 'data');
    parent.stderr.resume();
    // Both hold the pipe of errors: it ends when the last of them has.
    const allGone = once(parent.stderr, 'close');
    parent.kill('SIGKILL');
    await allGone;
  });
});
