import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { closeCodeOf } from '../rooms/support/raw-socket.ts';
import { serviceFor } from '../services.ts';
import { type Seen, startBackend, type TestBackend } from '../support/backend.ts';
import { entrancesOf, failures, manyGames } from '../support/entrances.ts';
import { eventually } from '../support/people.ts';
import { carriesBothWays, openThrough, statusOfAnnounced } from '../support/through-proxy.ts';
import { type Nginx, runNginx } from './run-nginx.ts';

describe('nginx.conf, in a real nginx', function () {
  this.timeout(30_000);
  let nodes: readonly TestBackend[];
  let nginx: Nginx;

  const ask = async (path: string, init: RequestInit = {}): Promise<Seen> =>
    (await (await fetch(`${nginx.url}${path}`, init)).json()) as Seen;
  const post = (body: string): Promise<Response> => fetch(`${nginx.url}/v1/games`, { method: 'POST', body });
  const nodesOf = async (count: number): Promise<ReadonlySet<string>> => {
    const names = new Set<string>();
    for (let at = 0; at < count; at += 1) names.add((await ask('/v1/variants')).node);
    return names;
  };
  /** The status line and head of what a request written by hand is answered. */
  const raw = async (...lines: readonly string[]): Promise<string> => {
    const socket = connect(Number(new URL(nginx.url).port), '127.0.0.1');
    socket.write([...lines, '', ''].join('\r\n'));
    const [answer] = await once(socket, 'data');
    socket.destroy();
    return String(answer);
  };

  before(function () {
    serviceFor(this, 'nginx');
  });
  beforeEach(async function () {
    nodes = await Promise.all(['n1', 'n2', 'n3'].map(startBackend));
    nginx = await runNginx(
      serviceFor(this, 'nginx'),
      nodes.map(({ port }) => port),
    );
  });
  afterEach(async () => {
    await nginx?.[Symbol.asyncDispose]();
    await Promise.all((nodes ?? []).map((node) => node.close()));
  });

  it('[TP1] requests go to every node; a dead one is passed over, also for a POST, with its body', async () => {
    assert.deepEqual(await nodesOf(6), new Set(['n1', 'n2', 'n3']));
    await nodes[0]!.close();
    assert.deepEqual(await nodesOf(6), new Set(['n2', 'n3']));
    for (const body of ['1', '2', '3', '4']) assert.equal((await post(body)).status, 200);
    const bodies = nodes.flatMap(({ seen }) => seen.filter(({ method }) => method === 'POST').map(({ body }) => body));
    assert.deepEqual(bodies.sort(), ['1', '2', '3', '4']);
  });

  it('[TP2] what a node cannot answer for want of its store another one does', async () => {
    nodes[1]!.behave = (_request, response) => void response.writeHead(503).end();
    assert.deepEqual(await nodesOf(9), new Set(['n1', 'n3']));
    assert.ok(nodes[1]!.seen.length > 0, 'the failing node was never asked');
  });

  it('[TP3] a POST that reached a node is not sent twice', async () => {
    for (const node of nodes) node.behave = (request) => void request.socket.destroy();
    const answer = await post('{}');
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(((await answer.json()) as { code: string }).code, 'server/unavailable');
    assert.equal(nodes.flatMap(({ seen }) => seen.filter(({ method }) => method === 'POST')).length, 1);
  });

  const { enter, doorsOf } = entrancesOf(() => nginx.url);

  it('[TP11] ways into one game are asked for at one node, those into many games at all of them', async () => {
    const doors = await doorsOf();
    assert.deepEqual(new Set(doors), new Set(['n1', 'n2', 'n3']));
    assert.deepEqual(await doorsOf(), doors);
    const others = manyGames.filter((_, at) => doors[at] !== 'n2');
    await nodes[1]!.close();
    assert.deepEqual(new Set(await doorsOf()), new Set(['n1', 'n3']));
    assert.deepEqual(
      await doorsOf(others),
      doors.filter((node) => node !== 'n2'),
    );
  });

  for (const [failure, behave] of Object.entries(failures))
    it(`[TP12] a way into a game is asked for elsewhere when a node that got the request ${failure}`, async () => {
      const game = manyGames[(await doorsOf()).indexOf('n1')]!;
      nodes[0]!.behave = behave;
      const asked = nodes[0]!.seen.length;
      // As often as it takes to come to each node, if chance chose the next one.
      for (let times = 0; times < 3; times += 1) {
        const { node, body } = await enter(game, '{"a":1}');
        assert.deepEqual([node === 'n1', body], [false, '{"a":1}']);
      }
      assert.equal(nodes[0]!.seen[asked]?.body, '{"a":1}');
    });

  it('[TP3] when no node is there, or the body is too large, a way into a game is refused with a code', async () => {
    const codeFor = async (body: string): Promise<readonly unknown[]> => {
      const answer = await fetch(`${nginx.url}/v1/games/g/intratoken`, { method: 'POST', body });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    assert.deepEqual(await codeFor('x'.repeat(64 * 1024 + 1)), [413, 'request/too-large']);
    await Promise.all(nodes.map((node) => node.close()));
    assert.deepEqual(await codeFor('{}'), [503, 'server/unavailable']);
  });

  it('[TP13] who is let in slowly is let in', async () => {
    for (const node of nodes)
      node.behave = (_request, response) =>
        void setTimeout(() => response.end(JSON.stringify({ node: node.name })), 2_700);
    assert.match((await enter('slow')).node, /^n[123]$/);
  });

  it('[TP13] nodes that have refused many ways in are asked for others at once', async () => {
    for (const node of nodes) node.behave = failures['says 503'];
    for (const game of manyGames.slice(0, 20))
      await fetch(`${nginx.url}/v1/games/${game}/intratoken`, { method: 'POST' });
    for (const node of nodes) node.behave = undefined;
    assert.match((await enter('after')).node, /^n[123]$/);
  });

  it('[TP4] what a client says about itself in forwarding headers is overwritten; Host is passed on', async () => {
    const hostile = { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Proto': 'java script', 'X-Forwarded-Port': '1' };
    const more = { 'X-Real-IP': '6.6.6.6', Forwarded: 'for=6.6.6.6', Via: 'x', 'X-Forwarded-Host': 'evil.example' };
    const { headers, url } = await ask('/v1/variants?a=%20b', { headers: { ...hostile, ...more } });
    const host = new URL(nginx.url).host;
    const said = Object.entries(headers).filter(([name]) => /forwarded|via|real-ip|host/.test(name));
    assert.equal(url, '/v1/variants?a=%20b');
    assert.deepEqual(Object.fromEntries(said), {
      host,
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': host,
    });
    assert.match(await raw('GET /v1/variants HTTP/1.1', 'Host: a b'), /^HTTP\/1\.1 400/);
  });

  it('[TP5] a body over 64 KiB is 413 with a code and reaches no node; one of 60 MB is not read', async () => {
    assert.equal((await post('x'.repeat(64 * 1024))).status, 200);
    const refused = await post('x'.repeat(64 * 1024 + 1));
    assert.equal(refused.status, 413);
    assert.equal(((await refused.json()) as { code: string }).code, 'request/too-large');
    assert.equal(await statusOfAnnounced(`${nginx.url}/matchmake/joinById/x`, 60_000_000), 413);
    assert.equal(nodes.flatMap(({ seen }) => seen.filter(({ method }) => method === 'POST')).length, 1);
  });

  it('[TP6] a WebSocket goes to the node that its path names, which sees the path without its name', async () => {
    for (const node of ['n1', 'n2', 'n3']) {
      const path = `/${node}/p_1/r-1?sessionId=s&reconnectionToken=t`;
      const lies = { 'X-Forwarded-For': '6.6.6.6', 'X-Real-IP': '6.6.6.6' };
      const { socket, seen } = await openThrough(nginx.url, path, lies);
      const { headers } = seen;
      assert.deepEqual(
        [seen.node, seen.url, headers['x-forwarded-for'], headers['x-real-ip'], headers.host],
        [node, '/p_1/r-1?sessionId=s&reconnectionToken=t', '127.0.0.1', '127.0.0.1', new URL(nginx.url).host],
      );
      await carriesBothWays(socket);
    }
  });

  it('[TP7] a node is reached by name for nothing but WebSockets, and its death ends them at once', async () => {
    assert.equal((await fetch(`${nginx.url}/n1/p/r`)).status, 426);
    const { socket } = await openThrough(nginx.url, '/n2/p/r?s=1');
    const closed = closeCodeOf(socket);
    await nodes[1]!.close();
    assert.equal(await closed, 1006);
    const upgrade = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket'];
    for (const path of ['/n2/p/r?s=1', '/n9/p/r?s=1'])
      assert.match(await raw(`GET ${path} HTTP/1.1`, ...upgrade), /^HTTP\/1\.1 503/);
  });

  it('[TP8] no query is in any log, whatever became of the request', async () => {
    await ask('/v1/variants?secret=1');
    (await openThrough(nginx.url, '/n1/p/r?reconnectionToken=secret')).socket.terminate();
    await Promise.all(nodes.map((node) => node.close()));
    await fetch(`${nginx.url}/v1/variants?secret=2`);
    const upgrade = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket'];
    await raw('GET /n1/p/r?reconnectionToken=secret HTTP/1.1', ...upgrade);
    const logs = await eventually(nginx.logs, (text) => text.split('"/n1/p/r"').length === 3);
    assert.equal(logs.includes('secret'), false);
    assert.ok(logs.split('\n').some((line) => line.startsWith('{') && JSON.parse(line).path === '/v1/variants'));
  });

  it('[TP10] one client cannot take all connections; beyond its share it is 429 with a code, others are let in', async function () {
    const ports = nodes.map(({ port }) => port);
    await using small = await runNginx(serviceFor(this, 'nginx'), ports, {
      others: { 'limit_conn clients 1000;': 'limit_conn clients 3;' },
    });
    const taken = await Promise.all([1, 2, 3].map(() => openThrough(small.url, '/n1/p/r?s=1')));
    const refused = await fetch(`${small.url}/v1/variants`);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '5');
    assert.equal(((await refused.json()) as { code: string }).code, 'request/too-many');
    const other = httpRequest(`${small.url}/v1/variants`, { localAddress: '127.0.0.2' }).end();
    assert.equal((await once(other, 'response'))[0].statusCode, 200);
    taken[0]!.socket.close();
    await eventually(
      () => fetch(`${small.url}/v1/variants`),
      ({ status }) => status === 200,
    );
    for (const { socket } of taken) socket.terminate();
  });

  it('[TP9] the metrics of one node are not to be had through it', async () => {
    assert.equal((await fetch(`${nginx.url}/metrics`)).status, 404);
    assert.equal(nodes.flatMap(({ seen }) => seen.filter(({ url }) => url === '/metrics')).length, 0);
  });
});
