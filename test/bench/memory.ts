import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from '@colyseus/sdk';
import { guestPerson, joinGame, type Person } from '../support/people.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';
import { residentBytes } from './child.ts';

const preload = fileURLToPath(new URL('./collect-garbage.ts', import.meta.url));

interface Memory {
  /** What is reachable: JavaScript's heap and what it holds outside, bytes. */
  readonly held: number;
  /** What the system has given and the allocator not given back, bytes: the peak of the past as well. */
  readonly resident: number;
}

const heldBytes = async (server: ServerProcess): Promise<number> => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const gauge = (name: string): number => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]);
  return gauge('nodejs_heap_size_used_bytes') + gauge('nodejs_external_memory_bytes');
};

/** After garbage was collected. */
const settled = async (server: ServerProcess): Promise<Memory> => {
  for (let round = 0; round < 3; round += 1) {
    process.kill(server.pid, 'SIGUSR2');
    await sleep(700);
  }
  return { held: await heldBytes(server), resident: residentBytes(server.pid) };
};

const inBatches = async (count: number, size: number, one: (at: number) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < count; at += size) {
    await Promise.all(Array.from({ length: Math.min(size, count - at) }, (_, more) => one(at + more)));
  }
};

/** KiB held and KiB resident for each of `count` things made by `make`, on top of what was there before, as cells of a table. */
const costOf = async (
  server: ServerProcess,
  count: number,
  make: (at: number) => Promise<unknown>,
  made: () => Promise<void> = async () => undefined,
): Promise<string> => {
  const before = await settled(server);
  await inBatches(count, 20, make);
  await made();
  const after = await settled(server);
  const each = (bytes: number): string => (bytes / count / 1024).toFixed(1);
  return `${each(after.held - before.held)} | ${each(after.resident - before.resident)}`;
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
      room.reconnection.enabled = false;
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
## Memory of what idles, after garbage collection

| | KiB held | KiB resident | aim | measured over |
| --- | ---: | ---: | ---: | --- |
| connection in the lobby | ${lobbyKiB} | 20 | ${connections} |
| game with its room and both players connected | ${seatKiB} | | ${connections / 2} |
| game that is being played while nobody is connected | ${gameKiB} | 6 | ${games} |`);
  } finally {
    await server.kill();
  }
};
