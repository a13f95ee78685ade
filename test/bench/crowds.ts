import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { guestPerson, type Person } from '../support/people.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { cpuSeconds } from './child.ts';
import { newTable } from './endless-game.ts';
import type { Ground } from './grounds.ts';
import { createLatencies } from './latencies.ts';
import { joinLean, joinSocket } from './lean-player.ts';

const inBatches = async <Made>(count: number, make: (at: number) => Promise<Made>): Promise<Made[]> => {
  const made: Made[] = [];
  for (let at = 0; at < count; at += 20)
    made.push(...(await Promise.all(Array.from({ length: Math.min(20, count - at) }, (_, more) => make(at + more)))));
  return made;
};

const withServer = async (ground: Ground, run: (server: ServerProcess) => Promise<string>): Promise<string> => {
  await using installation = await ground.newInstallation();
  const server = await installation.start();
  try {
    return await run(server);
  } finally {
    await server.kill();
  }
};

/** A public game that waits for an opponent, which is what the lobby tells of. */
const openWaiting = ({ api }: Person): Promise<unknown> => api.post('/v1/games', { variant: 'xo', rated: false });

/** What one new game costs the lobby, as a row: watchers, games listed already, bytes for a watcher, server CPU. */
const lobbyRow = (ground: Ground, watchers: number, listed: number): Promise<string> =>
  withServer(ground, async ({ url, pid }) => {
    const people = await inBatches(Math.max(20, listed / 5), () => guestPerson(url));
    await inBatches(listed, (at) => openWaiting(people[at % people.length]!));
    const { room } = await people[0]!.api.get<{ room: { id: string } }>('/v1/lobby');
    let bytes = 0;
    const join = (at: number): Promise<WebSocket> => {
      const { api, accessToken } = people[at % people.length]!;
      return joinSocket(url, api, room.id, { accessToken }, (frame) => {
        bytes += frame.length;
      });
    };
    const sockets = await inBatches(watchers, join);
    await sleep(11_000);
    const [changes, bytesBefore, cpuBefore] = [100, bytes, cpuSeconds(pid)];
    for (let at = 0; at < changes; at += 1) {
      await openWaiting(people[at % people.length]!);
      await sleep(50);
    }
    await sleep(1_000);
    const cpu = ((cpuSeconds(pid) - cpuBefore) * 1_000_000) / changes;
    const each = (bytes - bytesBefore) / changes / watchers;
    for (const socket of sockets) socket.terminate();
    return `| ${watchers} | ${listed} | ${each.toFixed(0)} | ${cpu.toFixed(0)} | ${(cpu / watchers).toFixed(1)} |`;
  });

const benchLobby = async (ground: Ground): Promise<void> => {
  const rows: string[] = [];
  for (const [watchers, listed] of [
    [100, 20],
    [1_000, 20],
    [1_000, 500],
  ] as const)
    rows.push(await lobbyRow(ground, watchers, listed));
  console.log(`
## The lobby: what a new game costs

| watchers | games waiting already | bytes to a watcher | server CPU us | us a watcher |
| ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`);
};

/** Each watcher's time from a move's sending to having it, and what the move cost the server. */
const spectatorsRow = (ground: Ground, watchers: number): Promise<string> =>
  withServer(ground, async ({ url, pid }) => {
    const [x, o] = [await guestPerson(url), await guestPerson(url)];
    const game = await newTable(x);
    const players = [await joinLean(url, x, game), await joinLean(url, o, game)];
    const seen = createLatencies();
    let sentAt = 0;
    // A room takes twenty connections of one player.
    const fans = await inBatches(Math.max(20, watchers / 10), () => guestPerson(url));
    const watch = async (at: number): Promise<WebSocket> => {
      const { api } = fans[at % fans.length]!;
      const intra = await api.post<{ access_token: string }>(`/v1/games/${game}/intratoken`, { role: 'spectator' });
      return joinSocket(url, api, game, { intratoken: intra.access_token }, () => {
        if (sentAt > 0) seen.add(performance.now() - sentAt);
      });
    };
    const sockets = await inBatches(watchers, watch);
    await sleep(2_000);
    const [moves, cpuBefore] = [100, cpuSeconds(pid)];
    for (let ply = 0; ply < moves; ply += 1) {
      sentAt = performance.now();
      await players[ply % 2]!.move(ply % 19, Math.floor(ply / 19));
      await sleep(100);
    }
    const cpu = ((cpuSeconds(pid) - cpuBefore) * 1000) / moves;
    for (const socket of sockets) socket.terminate();
    return `| ${watchers} | ${seen.quantile(0.5).toFixed(1)} | ${seen.quantile(0.99).toFixed(1)} | ${cpu.toFixed(2)} | ${((cpu * 1000) / watchers).toFixed(1)} |`;
  });

const benchSpectators = async (ground: Ground): Promise<void> => {
  const rows: string[] = [];
  for (const watchers of [10, 100, 1_000]) rows.push(await spectatorsRow(ground, watchers));
  console.log(`
## One game with many spectators: a move every 100 ms

| spectators | p50 ms until one has it | p99 ms | server CPU ms a move | us a spectator |
| ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`);
};

/** A thousand players of five hundred games come back at the same moment, on connections that the server does not know any more. */
const stormRow = (ground: Ground, clients: number): Promise<string> =>
  withServer(ground, async ({ url, pid }) => {
    const people = await inBatches(clients, () => guestPerson(url));
    const games = await inBatches(clients / 2, (at) => newTable(people[at * 2]!));
    await inBatches(clients, (at) =>
      people[at]!.api.post(`/v1/games/${games[at >> 1]!}/intratoken`, { role: 'player' }),
    );
    await sleep(16_000);
    const [back, cpuBefore, began] = [createLatencies(), cpuSeconds(pid), performance.now()];
    await Promise.all(
      people.map(async (person, at) => {
        await joinLean(url, person, games[at >> 1]!);
        back.add(performance.now() - began);
      }),
    );
    const all = performance.now() - began;
    const cpu = ((cpuSeconds(pid) - cpuBefore) * 1000) / clients;
    return `| ${clients} | ${back.quantile(0.5).toFixed(0)} | ${back.quantile(0.95).toFixed(0)} | ${all.toFixed(0)} | ${cpu.toFixed(2)} |`;
  });

/** Everybody of a server that has just died. Prints one table. */
export const benchStorm = async (ground: Ground): Promise<void> => {
  const rows: string[] = [];
  for (const clients of [100, 1_000]) rows.push(await stormRow(ground, clients));
  console.log(`
## A storm: everybody comes back at once, on ${ground.name}

Each asks for an intratoken and joins a game whose room does not run, all at the same moment.

| clients | p50 ms until back in the game | p95 ms | the last one | server CPU ms a client |
| ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`);
};

/** Many people in one place. Prints three tables. */
export const benchCrowds = async (ground: Ground): Promise<void> => {
  await benchLobby(ground);
  await benchSpectators(ground);
  await benchStorm(ground);
};
