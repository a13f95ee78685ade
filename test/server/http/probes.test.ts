import assert from 'node:assert/strict';
import { createMetrics } from '../../../server/http/metrics.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import { raw, serve, told } from './serve.ts';

const never = () => new Promise<never>(() => {});
const fails = () => Promise.reject(new Error('secret'));
const works = () => Promise.resolve();

describe('health', () => {
  it('[HT31] /healthz answers as long as the process does, with the protocol version', async () => {
    const served = await serve({ checks: { store: fails } });
    const { status, body } = await told(fetch(`${served.base}/healthz`));
    assert.deepEqual([status, body], [200, { status: 'ok', protocol: protocolVersion }]);
    await served.close();
  });

  it('[HT32] /readyz is 200 when every check works', async () => {
    const served = await serve({ checks: { store: works, projectors: works } });
    const { status, body } = await told(fetch(`${served.base}/readyz`));
    assert.deepEqual([status, body], [200, { status: 'ready', failed: [] }]);
    await served.close();
  });

  it('[HT32] /readyz is 503 and names the checks that failed or hang', async () => {
    const served = await serve({ checks: { store: fails, projectors: works, mail: never }, checkTimeoutMs: 1 });
    const { status, body } = await told(fetch(`${served.base}/readyz`));
    assert.deepEqual([status, body], [503, { status: 'not-ready', failed: ['store', 'mail'] }]);
    await served.close();
  });
});

describe('a process that goes away', () => {
  it('[HT40] is not ready, begins nothing, and keeps nobody', async () => {
    let isStopping = false;
    const served = await serve({ isStopping: () => isStopping });
    const ask = () => told(fetch(`${served.base}/v1/things`));
    assert.equal((await ask()).status, 200);
    isStopping = true;
    const { status, body } = await told(fetch(`${served.base}/readyz`));
    assert.deepEqual([status, body], [503, { status: 'not-ready', failed: ['stopping'] }]);
    for (const [method, path] of [
      ['GET', '/v1/things'],
      ['POST', '/matchmake/joinById/game'],
    ] as const) {
      const answer = await fetch(`${served.base}${path}`, { method });
      const problem = (await answer.json()) as { code: string };
      assert.deepEqual([answer.status, problem.code], [503, 'server/stopping']);
      assert.deepEqual([answer.headers.get('Retry-After'), answer.headers.get('Connection')], ['0', 'close']);
    }
    assert.equal((await fetch(`${served.base}/healthz`)).status, 200);
    await served.close();
  });
});

describe('metrics', () => {
  const sources = { openRooms: () => 3, connections: () => 7, projectorLag: async () => ({ games: 2, ratings: 0 }) };

  it('[HT33] what happened is counted, what is so is read when asked', async () => {
    const metrics = createMetrics(sources);
    metrics.moveStored();
    metrics.moveStored();
    metrics.appendTook(0.002);
    metrics.httpAnswered(404);
    const text = await metrics.render();
    for (const line of [
      'octo_moves_total 2',
      'octo_append_seconds_count 1',
      'octo_append_seconds_bucket{le="0.0025"} 1',
      'octo_append_seconds_bucket{le="0.001"} 0',
      'octo_open_rooms 3',
      'octo_connections 7',
      'octo_projector_lag{projection="games"} 2',
      'octo_projector_lag{projection="ratings"} 0',
      'octo_http_answers_total{status="404"} 1',
    ])
      assert.ok(text.split('\n').includes(line), line);
    assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m);
    assert.match(text, /^process_resident_memory_bytes /m);
    assert.doesNotMatch(await metrics.render(), /octo_redis_up/);
    const many = createMetrics({ ...sources, nodes: { isUp: () => true, count: async () => 3 } });
    assert.match(await many.render(), /^octo_nodes 3$/m);
    assert.match(await many.render(), /^octo_redis_up 1$/m);
  });

  it('[HT33] two servers in one process count apart', async () => {
    const [first, second] = [createMetrics(sources), createMetrics(sources)];
    first.moveStored();
    assert.match(await second.render(), /^octo_moves_total 0$/m);
  });

  it('[HT33] a source that fails does not take the other metrics with it', async () => {
    const metrics = createMetrics({ ...sources, projectorLag: fails });
    metrics.moveStored();
    assert.match(await metrics.render(), /^octo_moves_total 1$/m);
  });

  it('[HT34] a process of this machine may read them', async () => {
    const served = await serve();
    await fetch(`${served.base}/v1/nothing`);
    const answer = await fetch(`${served.base}/metrics`);
    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/plain/);
    assert.match(await answer.text(), /^octo_http_answers_total\{status="404"\} 1$/m);
    await served.close();
  });

  it('[HT34] a request that was forwarded is not of this machine, whatever it says', async () => {
    for (const trustProxy of [false, true]) {
      const served = await serve({ trustProxy });
      for (const header of [
        'X-Forwarded-For: 127.0.0.1',
        'X-Real-IP: 127.0.0.1',
        'Forwarded: for=127.0.0.1',
        'X-Forwarded-Proto: http',
        'Via: 1.1 proxy',
      ]) {
        const answer = await raw(
          served.port,
          `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:2567\r\n${header}\r\nConnection: close\r\n\r\n`,
        );
        assert.match(answer, /^HTTP\/1\.1 403 .*operator\/only/s, header);
      }
      const renamed = 'GET /metrics HTTP/1.1\r\nHost: play.example\r\nConnection: close\r\n\r\n';
      assert.match(await raw(served.port, renamed), /^HTTP\/1\.1 403 /);
      await served.close();
    }
  });

  it('[HT34] an operator may read them from anywhere', async () => {
    const served = await serve({ isOperator: async (request) => request.get('Cookie') === 'a=operator' });
    const from = (cookie: string) =>
      fetch(`${served.base}/metrics`, { headers: { Cookie: cookie, 'X-Forwarded-For': '1.1.1.1' } });
    assert.equal((await from('a=operator')).status, 200);
    assert.equal((await from('a=player')).status, 403);
    await served.close();
  });
});
