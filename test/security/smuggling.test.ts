import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { openStack, type Stack } from '../rooms/support/stack.ts';

/** Everything that comes back for these bytes until the server ends the connection. */
const answersTo = (port: number, text: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.match(/HTTP\/1\.1 \d{3}/g) ?? []));
  });

/** A proxy that reads such a request in one way and the server in another could be made to pass a second, hidden one. */
describe('requests that can be read in two ways', () => {
  let stack: Stack;
  before(async () => {
    stack = await openStack();
  });
  after(() => stack.close());

  const hidden = 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const post = (headers: readonly string[], body: string): string =>
    [`POST /v1/auth/login HTTP/1.1`, 'Host: a', ...headers, '', `${body}`].join('\r\n');

  const odd: Readonly<Record<string, string>> = {
    'length and chunks': post(
      [`Content-Length: ${5 + hidden.length}`, 'Transfer-Encoding: chunked'],
      `0\r\n\r\n${hidden}`,
    ),
    'two lengths': post(['Content-Length: 0', `Content-Length: ${hidden.length}`], hidden),
    'a list of lengths': post([`Content-Length: 0, ${hidden.length}`], hidden),
    'a length with a sign': post([`Content-Length: +${hidden.length}`], hidden),
    'a hexadecimal length': post(['Content-Length: 0x4'], hidden),
    'an unknown coding': post(['Transfer-Encoding: xchunked', 'Content-Length: 0'], hidden),
    'a coding after chunks': post(['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${hidden}`),
    'a space before the colon': post(['Content-Length: 0', 'Transfer-Encoding : chunked'], hidden),
    'a folded header': post(['Content-Length: 0', 'Transfer-Encoding:\r\n chunked'], `0\r\n\r\n${hidden}`),
    'a header that ends in LF alone': post([`X: 1\nTransfer-Encoding: chunked`, 'Content-Length: 0'], hidden),
    'a header with CR in it': post(['X: 1\rTransfer-Encoding: chunked', 'Content-Length: 0'], hidden),
    'a header with NUL in it': post(['X: 1\0', 'Content-Length: 0'], hidden),
    'a chunk with a signed size': post(['Transfer-Encoding: chunked'], `+0\r\n\r\n${hidden}`),
    'a chunk longer than it says': post(['Transfer-Encoding: chunked'], `1\r\nab\r\n0\r\n\r\n${hidden}`),
    'a request line of HTTP/0.9': `GET /healthz\r\n\r\n${hidden}`,
  };

  for (const [what, text] of Object.entries(odd))
    it(`[HT8] ${what}: refused, and nothing behind it is read`, async () => {
      assert.deepEqual(new Set(await answersTo(stack.port, text)), new Set(['HTTP/1.1 400']));
    });

  it('[HT8] two plain requests in one piece are answered one after the other', async () => {
    const two = `GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n${hidden}`;
    assert.deepEqual(await answersTo(stack.port, two), ['HTTP/1.1 404', 'HTTP/1.1 200']);
  });
});
