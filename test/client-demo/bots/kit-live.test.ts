import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { policy } from '../../../client-demo/bots/examples/middle-first.ts';
import { variants } from '../../../shared/game/variants.ts';
import { eventually } from '../../support/people.ts';
import { type OwnServer, openServer } from '../../support/server-process.ts';
import { liveGame, liveGuest } from '../live-player.ts';
import { drawn } from './arbitraries.ts';
import { botProgram, startBot } from './bot-process.ts';

const run = promisify(execFile);
const path = (name: string): string => fileURLToPath(new URL(`../../../client-demo/bots/${name}`, import.meta.url));

describe('the kit for bot authors in a running server', function () {
  this.timeout(60_000);
  let server: OwnServer;

  before(async () => {
    server = await openServer();
  });
  after(() => server?.[Symbol.asyncDispose]());

  it('[BT44] the example plays near the middle, by gravity where there is some', () => {
    const chance = (): number => 0;
    assert.deepEqual(policy({ ...variants.xo, cells: new Uint8Array(9), side: 'x' }, chance), { x: 1, y: 1 });
    assert.deepEqual(policy(drawn(['...', '...', '.x.'], 3, { gravity: true }), chance), { x: 1, y: 1 });
  });

  it('[BT44] a policy of one’s own plays as a level does', async () => {
    const bot = startBot(server.url, '--policy', path('examples/middle-first.ts'));
    await bot.said('is here');
    const { api, me } = await liveGuest(server.url);
    const { items } = await eventually(
      () => api.games({ status: 'awaiting' }),
      (page) => page.items.length > 0,
    );
    const game = liveGame(server.url, api, items[0]!.id);
    const isDue = ({ status, turn, seats }: Parameters<Parameters<typeof game.until>[0]>[0]): boolean =>
      status === 'finished' || (turn !== null && turn.side === seats.find(({ id }) => id === me)?.side);
    const mine = await game.until(isDue);
    await game.request('move', mine.cells[4] === 0 ? { x: 1, y: 1 } : { x: 0, y: 0 });
    const answered = await game.until((view) => isDue(view) && view.plies > mine.plies + 1);
    assert.notEqual(answered.cells[4], 0);
    game.close();
    bot.child.kill('SIGKILL');
  });

  it('[BT44] a module without a policy, or none, ends it with the reason', async () => {
    const start = (file: string) => run(process.execPath, [botProgram, '--url', server.url, '--policy', path(file)]);
    await assert.rejects(start('levels.ts'), /levels\.ts exports no function `policy`/);
    await assert.rejects(start('nowhere.ts'), /nowhere\.ts/);
  });

  it('[BT45] levels play rated games through the server and the ladder is read', async () => {
    const asked = ['--levels', '1,2', '--games', '4', '--variant', 'xo', '--at-once', '3'];
    const { stdout } = await run(process.execPath, [botProgram, 'tournament', '--url', server.url, ...asked]);
    const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    const [one, two] = [1, 2].map((level) => rows.find(([name]) => name === `level ${level}`)!);
    assert.match(one![2]!, /^[\d.]+\/4 \d+% \(\d+-\d+\)$/);
    assert.doesNotMatch(stdout, /refused/);
    const { api } = await liveGuest(server.url);
    const { items } = await api.leaderboard('xo');
    for (const [row, name] of [
      [one, 'Level 1'],
      [two, 'Level 2'],
    ] as const) {
      const entry = items.find(({ player }) => player.name === name && player.bot);
      assert.equal(entry?.games, 4);
      assert.equal(row!.at(-1), entry.rating.toFixed(0));
    }
  });

  it('[BT45] an owner that is refused ends it with the reason', async () => {
    const asked = ['tournament', '--url', server.url, '--username', 'nobody', '--password', 'wrong password'];
    await assert.rejects(run(process.execPath, [botProgram, ...asked]), /auth\//);
  });
});
