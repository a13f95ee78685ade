import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { joinThrough } from '../../../client-demo/connection/colyseus.ts';
import { RoomRefused } from '../../../client-demo/connection/joined-room.ts';
import { ApiProblem } from '../../../client-demo/connection/problem.ts';

/** What joining rejects with when the server answers so. */
const refusedBy = async (status: number, headers: Record<string, string>, body: object): Promise<unknown> => {
  const server = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await joinThrough(`http://127.0.0.1:${port}`)('game', {}).then(
      () => 'joined',
      (error: unknown) => error,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

describe('joining through the SDK', () => {
  it('[CN17] a join that is put off says for how long', async () => {
    for (const [status, after, waitMs] of [
      [429, '7', 7_000],
      [503, '0', 0],
    ] as const) {
      const error = await refusedBy(status, { 'retry-after': after }, { code: 'server/stopping' });
      assert.ok(error instanceof ApiProblem);
      assert.deepEqual([error.status, error.retryAfterMs], [status, waitMs]);
    }
  });

  it('[CN18] a refusal of the room is one, and a proxy without a server behind it is none', async () => {
    const refused = await refusedBy(401, {}, { message: 'room/token-used' });
    assert.ok(refused instanceof RoomRefused && refused.code === 'room/token-used');
    const absent = await refusedBy(502, { 'content-type': 'text/html' }, {});
    assert.ok(absent instanceof Error && !(absent instanceof RoomRefused) && !(absent instanceof ApiProblem));
  });
});
