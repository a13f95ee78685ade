import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { answerClientErrors } from '../../../server/http/client-errors.ts';

describe('clients that are slow on purpose', () => {
  it('[HT38] have 15 s for the headers and 30 s for the whole request', () => {
    const server = createServer();
    answerClientErrors(server);
    assert.deepEqual([server.headersTimeout, server.requestTimeout], [15_000, 30_000]);
  });
});
