import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../support/people.ts';
import { type OwnServer, openServer } from '../../support/server-process.ts';
import { liveGame, liveGuest } from '../live-player.ts';
import { botProgram, startBot } from './bot-process.ts';

describe('bots in a running server', function () {
  this.timeout(60_000);
  let server: OwnServer;

  before(async () => {
    server = await openServer();
  });
  after(() => server?.[Symbol.asyncDispose]());

  it('[BT31] a bot opens a table, plays whoever comes, agrees to a rematch, and stops when told to', async () => {
    const bot = startBot(server.url, '--level', '5', '--name', 'Robin');
    await bot.said('is here');
    const { api, me } = await liveGuest(server.url);
    const waiting = await eventually(
      () => api.games({ status: 'awaiting' }),
      ({ items }) => items.length > 0,
    );
    assert.equal(waiting.items[0]?.players[0]?.name, 'Robin');
    const game = liveGame(server.url, api, waiting.items[0]!.id);
    const isMine = (view: Parameters<Parameters<typeof game.until>[0]>[0]): boolean => {
      const seat = view.seats.find(({ id }) => id === me);
      return view.status === 'finished' || (seat !== undefined && view.turn?.side === seat.side);
    };
    for (let view = await game.until(isMine); view.status === 'playing'; view = await game.until(isMine)) {
      const cell = view.cells.indexOf(0);
      await game.request('move', { x: cell % 3, y: Math.floor(cell / 3) });
      await game.until(({ plies }) => plies > view.plies);
    }
    const over = await game.until((view) => view.status === 'finished');
    assert.notEqual(over.result?.winner, over.seats.find(({ id }) => id === me)?.side);
    await game.request('rematch', { action: 'offer' });
    const { next } = await game.until((view) => view.next !== null);
    const again = liveGame(server.url, api, next!);
    await again.until((view) => view.status === 'playing' && view.seats.every(({ connected }) => connected));
    // It resigns only what it has entered: a move of its own shows that it has.
    const first = await again.until(isMine);
    if (first.plies === 0) await again.request('move', { x: 1, y: 1 });
    await again.until((view) => isMine(view) && view.plies > 0);
    bot.child.kill('SIGINT');
    const left = await again.until((view) => view.status === 'finished');
    assert.equal(left.result?.reason, 'resignation');
    assert.deepEqual(await bot.exited, [0, null]);
    assert.equal((await api.games({ status: 'awaiting' })).items.length, 0);
    game.close();
    again.close();
  });

  it('[BT32] one that joins plays one that waits, two games at once', async () => {
    const host = startBot(server.url, '--level', '2', '--variant', 'connect-four', '--games', '2');
    const joiner = startBot(server.url, '--level', '1', '--join', '--games', '2');
    const { api } = await liveGuest(server.url);
    const { items } = await eventually(
      () => api.games({ status: 'finished', variant: 'connect-four' }),
      (page) => page.items.length >= 2,
    );
    assert.ok(items.every(({ result }) => result?.reason === 'line' || result?.reason === 'full'));
    for (const { child, exited } of [host, joiner]) {
      child.kill('SIGINT');
      assert.deepEqual(await exited, [0, null]);
    }
    assert.ok([...host.lines, ...joiner.lines].every((line) => !line.includes('refused')));
  });

  it('[BT33] a server that is not there, or a wrong key, ends it with a reason', async () => {
    const ended = async (...argv: string[]): Promise<[number, string]> => {
      const child = spawn(process.execPath, [botProgram, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
      const text: Buffer[] = [];
      child.stderr.on('data', (chunk: Buffer) => text.push(chunk));
      const [code] = await once(child, 'close');
      return [code, Buffer.concat(text).toString()];
    };
    const [absent, reason] = await ended('--url', 'http://127.0.0.1:1');
    assert.equal(absent, 1);
    assert.match(reason, /^the server cannot be reached/);
    const [refused, why] = await ended('--url', server.url, '--key', 'wrong');
    assert.equal(refused, 1);
    assert.match(why, /auth\//);
    assert.equal((await ended('--level', '7'))[0], 2);
  });
});
