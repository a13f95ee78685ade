import { fileURLToPath } from 'node:url';
import { Client } from '@colyseus/sdk';
import { guestPerson, joinGame, type Person } from '../support/people.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';
import { residentBytes } from './child.ts';

const preload = fileURLToPath(new URL('./collect-garbage.ts', import.meta.url));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident bytes after garbage was collected and the allocator has had time to give pages back. */
const settled = async (server: ServerProcess): Promise<number> => {
  for (let round = 0; round < 3; round += 1) {
    process.kill(server.pid, 'SIGUSR2');
    await sleep(700);
  }
  return residentBytes(server.pid);
};

const inBatches = async (count: number, size: number, one: (at: number) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < count; at += size) {
    await Promise.all(Array.from({ length: Math.min(size, count - at) }, (_, more) => one(at + more)));
  }
};

/** KiB of server memory for each of `count` things made by `make`, on top of what it holds before. */
const costOf = async (
  server: ServerProcess,
  count: number,
  make: (at: number) => Promise<unknown>,
  made: () => Promise<void> = async () => undefined,
): Promise<number> => {
  const before = await settled(server);
  await inBatches(count, 20, make);
  await made();
  return ((await settled(server)) - before) / count / 1024;
};

const openGame = async (people: readonly Person[], at: number): Promise<string> => {
  const [x, o] = [people[at % 20]!, people[20 + (at % 20)]!];
  const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', {
    variant: 'gomoku',
    visibility: 'private',
  });
  await o.api.post(`/v1/games/${game.id}/intratoken`, { role: 'player' });
  return game.id;
};

const roomsGone = async (server: ServerProcess): Promise<void> => {
  for (;;) {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const open = Number(/^octo_open_rooms(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1]);
    if (open <= 1) return;
    await sleep(500);
  }
};

/** Memory of an idle connection and of an idle game. Prints a table. */
export const benchMemory = async (connections = 1_000, games = 10_000): Promise<void> => {
  await using folder = await dataFolder();
  const server = await startServer(folder.path, {
    OCTO_LIMITS: 'none',
    NODE_OPTIONS: `--expose-gc --import ${preload}`,
  });
  const held: unknown[] = [];
  try {
    const people = await Promise.all(Array.from({ length: 40 }, () => guestPerson(server.url)));
    const { room: lobby } = await people[0]!.api.get<{ room: { id: string } }>('/v1/lobby');
    const joinLobby = async (at: number): Promise<void> => {
      const person = people[at % people.length]!;
      const room = await new Client(server.url).joinById(lobby.id, { accessToken: person.accessToken });
      room.onMessage('*', () => undefined);
      held.push(room);
    };
    await inBatches(100, 20, joinLobby);
    const lobbyKiB = await costOf(server, connections, joinLobby);
    await inBatches(200, 20, (at) => openGame(people, at));
    await roomsGone(server);
    const gameKiB = await costOf(
      server,
      games,
      (at) => openGame(people, at),
      () => roomsGone(server),
    );
    const seatKiB = await costOf(server, connections / 2, async (at) => {
      const game = await openGame(people, at);
      held.push(
        await joinGame(server.url, people[at % 20]!, game),
        await joinGame(server.url, people[20 + (at % 20)]!, game),
      );
    });
    console.log(`
## Memory of what idles (resident, after garbage collection)

| | KiB each | aim | measured over |
| --- | ---: | ---: | --- |
| connection in the lobby | ${lobbyKiB.toFixed(1)} | 20 | ${connections} |
| connection in a game, its half of the room included | ${(seatKiB / 2).toFixed(1)} | | ${connections} |
| game that is being played while nobody is connected | ${gameKiB.toFixed(1)} | 6 | ${games} |`);
  } finally {
    await server.kill();
  }
};
