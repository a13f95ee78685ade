import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { type Front, openFront } from '../../../server/cluster/front.ts';
import { createPool, type Pool } from '../../../server/cluster/pool.ts';
import { closeCodeOf } from '../../rooms/support/raw-socket.ts';
import { type Seen, startBackend, type TestBackend } from '../../support/backend.ts';
import { entrancesOf, failures, manyGames } from '../../support/entrances.ts';
import { eventually } from '../../support/people.ts';
import { carriesBothWays, openThrough, statusOfAnnounced } from '../../support/through-proxy.ts';

/** A port of this machine at which nobody listens. */
const deadUrl = async (): Promise<string> => {
  const gone = await startBackend('gone');
  await gone.close();
  return gone.url;
};

describe('the front of a cluster', () => {
  let n1: TestBackend;
  let n2: TestBackend;
  let pool: Pool;
  let front: Front;
  /** Where n1 is said to be. */
  let at: string | undefined;

  const ask = async (path = '/v1/variants', init: RequestInit = {}): Promise<Seen> =>
    (await (await fetch(`${front.url}${path}`, init)).json()) as Seen;
  const post = (body: string): Promise<Response> => fetch(`${front.url}/v1/games`, { method: 'POST', body });
  /** The next `count` answers' nodes. */
  const nodesOf = async (count: number): Promise<readonly string[]> => {
    const nodes: string[] = [];
    while (nodes.length < count) nodes.push((await ask()).node);
    return nodes;
  };
  const settles = (holds: () => boolean): Promise<boolean> => eventually(async () => holds(), Boolean);

  beforeEach(async () => {
    n1 = await startBackend('n1');
    n2 = await startBackend('n2');
    at = n1.url;
    const moving = {
      name: 'n1',
      get url() {
        return at;
      },
    };
    pool = createPool([moving, n2], { everyMs: 10, patienceMs: 5_000 });
    front = await openFront({ pool, port: 0 });
    await pool.ready();
  });
  afterEach(async () => {
    pool.close();
    await Promise.all([front.close(), n1.close(), n2.close()]);
  });

  it('[CL1] requests go to the ready nodes in turn, and to one that is not only when none is', async () => {
    assert.deepEqual(new Set(await nodesOf(4)), new Set(['n1', 'n2']));
    n1.ready = false;
    await settles(() => !pool.isReady());
    assert.deepEqual(await nodesOf(4), ['n2', 'n2', 'n2', 'n2']);
    n2.ready = false;
    await settles(() => pool.candidates()[0]!.name === 'n1');
    assert.deepEqual(new Set(await nodesOf(4)), new Set(['n1', 'n2']));
  });

  it('[CL1] the node with fewer connections is asked, until it has as many', async () => {
    const open = [await openThrough(front.url, '/n1/p/r?s=1'), await openThrough(front.url, '/n1/p/r?s=2')];
    assert.deepEqual(await nodesOf(4), ['n2', 'n2', 'n2', 'n2']);
    open.push(await openThrough(front.url, '/n2/p/r?s=1'), await openThrough(front.url, '/n2/p/r?s=2'));
    await settles(() => pool.candidates()[0]!.name === 'n1');
    assert.deepEqual(new Set(await nodesOf(4)), new Set(['n1', 'n2']));
    for (const { socket } of open.slice(0, 2)) socket.terminate();
    await settles(() => n1.socketCount() === 0);
    assert.deepEqual(await nodesOf(4), ['n1', 'n1', 'n1', 'n1']);
  });

  it('[CL2] what did not reach a node goes to another, whatever it is, with its body', async () => {
    pool.close();
    at = await deadUrl();
    for (const body of ['{"a":1}', '{"a":2}', '{"a":3}']) assert.equal((await post(body)).status, 200);
    assert.deepEqual(
      n2.seen.map(({ body }) => body),
      ['{"a":1}', '{"a":2}', '{"a":3}'],
    );
  });

  for (const failure of ['hangs up', 'says nothing'])
    it(`[CL3] a POST that reached a node which ${failure} is not sent twice; a GET is`, async () => {
      await front.close();
      front = await openFront({ pool, port: 0, patience: { repeatableMs: 300, onceMs: 300, entranceMs: 300 } });
      n1.behave = n2.behave = failures[failure];
      const answer = await post('{}');
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get('retry-after'), '1');
      assert.equal(((await answer.json()) as { code: string }).code, 'server/unavailable');
      assert.equal(n1.seen.length + n2.seen.length, 1);

      const failing = n1.seen.length === 1 ? n1 : n2;
      (failing === n1 ? n2 : n1).behave = undefined;
      const other = failing === n1 ? 'n2' : 'n1';
      while (failing.seen.length === 1) assert.equal((await ask()).node, other);
    });

  const { enter, doorsOf } = entrancesOf(() => front.url);

  it('[CL13] ways into one game are asked for at one node while it is ready, those into many at all', async () => {
    const doors = await doorsOf();
    assert.deepEqual(new Set(doors), new Set(['n1', 'n2']));
    assert.deepEqual(await doorsOf(), doors);
    n1.ready = false;
    await settles(() => !pool.isReady());
    assert.deepEqual(new Set(await doorsOf()), new Set(['n2']));
    n1.ready = true;
    await settles(() => pool.isReady());
    assert.deepEqual(await doorsOf(), doors);
  });

  it('[CL13] a node with too many connections is asked for no more of them', async () => {
    const doors = await doorsOf();
    const open = await Promise.all(Array.from({ length: 6 }, (_, at) => openThrough(front.url, `/n1/p/r?s=${at}`)));
    assert.deepEqual(new Set(await doorsOf()), new Set(['n2']));
    for (const { socket } of open) socket.terminate();
    await settles(() => n1.socketCount() === 0);
    assert.deepEqual(await doorsOf(), doors);
  });

  for (const [failure, behave] of Object.entries(failures))
    it(`[CL14] a way into a game is asked for elsewhere when a node that got the request ${failure}`, async () => {
      await front.close();
      front = await openFront({ pool, port: 0, patience: { repeatableMs: 60_000, onceMs: 60_000, entranceMs: 300 } });
      const game = manyGames[(await doorsOf()).indexOf('n1')]!;
      n1.behave = behave;
      const { node, body } = await enter(game, '{"a":1}');
      assert.deepEqual([node, body, n1.seen.at(-1)?.body], ['n2', '{"a":1}', '{"a":1}']);
    });

  it('[CL15] who is let in slowly is let in', async () => {
    await front.close();
    front = await openFront({ pool, port: 0, patience: { repeatableMs: 60_000, onceMs: 60_000, entranceMs: 50 } });
    for (const node of [n1, n2])
      node.behave = (_request, response) =>
        void setTimeout(() => response.end(JSON.stringify({ node: node.name })), 300);
    assert.match((await enter('slow')).node, /^n[12]$/);
    assert.equal(n1.seen.length + n2.seen.length, 2);
  });

  it('[CL12] a client that leaves before it is answered takes its request along', async () => {
    await front.close();
    front = await openFront({ pool, port: 0, patience: { repeatableMs: 60_000, onceMs: 60_000, entranceMs: 60_000 } });
    const [asked, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    n1.behave = n2.behave = (_request, response) => {
      response.once('close', ended.resolve);
      asked.resolve();
    };
    const leaving = new AbortController();
    const answer = fetch(`${front.url}/v1/variants`, { signal: leaving.signal });
    await asked.promise;
    leaving.abort();
    await assert.rejects(answer);
    await ended.promise;
  });

  it('[CL11] what a node says it cannot answer another one does, but for a POST; the answer of the last is better than none', async () => {
    n1.behave = (_request, response) =>
      void response.writeHead(503, { 'X-Node': 'n1' }).end('{"code":"server/stopping"}');
    while (n1.seen.length === 0) assert.equal((await ask()).node, 'n2');
    for (let asked = n1.seen.length; n1.seen.length === asked; ) {
      const answer = await post('{}');
      assert.equal(answer.status, answer.headers.get('x-node') === 'n1' ? 503 : 200);
    }
    n2.behave = n1.behave;
    const last = await fetch(`${front.url}/v1/variants`);
    assert.deepEqual([last.status, await last.text()], [503, '{"code":"server/stopping"}']);
  });

  it('[CL4] when no node is there the answer is 503 with a code and Retry-After', async () => {
    await Promise.all([n1.close(), n2.close()]);
    const answer = await fetch(`${front.url}/v1/variants`);
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal(((await answer.json()) as { code: string }).code, 'server/unavailable');
  });

  it('[CL5] what a client says about itself in forwarding headers is overwritten', async () => {
    const hostile = { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Proto': 'java script', 'X-Forwarded-Port': '1' };
    const more = { 'X-Real-IP': '6.6.6.6', Forwarded: 'for=6.6.6.6', Via: 'x', Authorization: 'Bearer abc' };
    const { headers } = await ask('/v1/variants?a=b', { headers: { ...hostile, ...more } });
    const host = new URL(front.url).host;
    const said = Object.entries(headers).filter(([name]) => /forwarded|via|real-ip|host|authorization/.test(name));
    assert.deepEqual(Object.fromEntries(said), {
      host,
      authorization: 'Bearer abc',
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': host,
    });
  });

  it('[CL6] a body over 64 KiB is 413 and reaches no node; one of 60 MB is not read', async () => {
    assert.equal((await post('x'.repeat(64 * 1024))).status, 200);
    assert.equal((await post('x'.repeat(64 * 1024 + 1))).status, 413);
    assert.equal(await statusOfAnnounced(`${front.url}/matchmake/joinById/x`, 60_000_000), 413);
    assert.equal(n1.seen.length + n2.seen.length, 1);
  });

  it('[CL7] a WebSocket goes to the node that its path names, which sees the path without its name', async () => {
    for (const node of ['n1', 'n2']) {
      const { socket, seen } = await openThrough(front.url, `/${node}/p/r?sessionId=s`);
      assert.equal(seen.node, node);
      assert.equal(seen.url, '/p/r?sessionId=s');
      assert.equal(seen.headers['x-forwarded-for'], '127.0.0.1');
      await carriesBothWays(socket);
    }
  });

  it('[CL8] a WebSocket ends on both sides when either goes; one to an unknown or absent node is refused', async () => {
    const leaving = await openThrough(front.url, '/n1/p/r?s=1');
    leaving.socket.terminate();
    await settles(() => n1.socketCount() === 0);
    const left = await openThrough(front.url, '/n1/p/r?s=1');
    const closed = closeCodeOf(left.socket);
    await n1.close();
    assert.equal(await closed, 1006);

    const statusOf = async (path: string): Promise<number> => {
      const socket = new WebSocket(`${front.url.replace('http', 'ws')}${path}`);
      const [, answer] = await once(socket, 'unexpected-response');
      socket.on('error', () => undefined).terminate();
      return answer.statusCode;
    };
    assert.equal(await statusOf('/n1/p/r?s=1'), 502);
    assert.equal(await statusOf('/n9/p/r?s=1'), 404);
    assert.equal(await statusOf('/p/r?s=1'), 404);
    at = undefined;
    assert.equal(await statusOf('/n1/p/r?s=1'), 502);
  });

  it('[CL9] an answer that breaks off does not look like a whole one', async () => {
    n1.behave = n2.behave = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).write('half');
      setTimeout(() => response.destroy(), 20);
    };
    const answer = await fetch(`${front.url}/v1/variants`);
    await assert.rejects(answer.text());
  });

  it('[CL10] what is no HTTP is answered 400, and the front lives on', async () => {
    const socket = connect(Number(new URL(front.url).port), '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 400/);
    assert.equal((await nodesOf(1)).length, 1);
  });
});
