import assert from 'node:assert/strict';
import { readsMetrics } from '../../../server/http/metrics-token.ts';
import { type Served, serve } from './serve.ts';

describe('the metrics from another machine', () => {
  const token = 'a-token-of-prometheus';
  let served: Served;
  afterEach(() => served.close());

  const statusWith = async (authorization: string | undefined): Promise<number> => {
    const headers = { 'X-Forwarded-For': '1.1.1.1', ...(authorization === undefined ? {} : { authorization }) };
    return (await fetch(`${served.base}/metrics`, { headers })).status;
  };

  it('[HT45] who shows the token may read them; another token, none and a longer one are refused', async () => {
    served = await serve({ isOperator: readsMetrics(token, async () => false) });
    assert.equal(await statusWith(`Bearer ${token}`), 200);
    for (const wrong of [undefined, 'Bearer', 'Bearer ', `Bearer ${token}x`, token, `Basic ${token}`, 'Bearer a'])
      assert.equal(await statusWith(wrong), 403, String(wrong));
  });

  it('[HT45] without a token in the settings none is right', async () => {
    served = await serve({ isOperator: readsMetrics(undefined, async () => false) });
    for (const wrong of ['Bearer undefined', 'Bearer ', 'Bearer null']) assert.equal(await statusWith(wrong), 403);
  });
});
