import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { problem, problemBody, problemType } from './problems.ts';

const codes = {
  HPE_HEADER_OVERFLOW: 'request/headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request/timeout',
} as const;

const codeOf = (error: Error & { code?: string }): (typeof codes)[keyof typeof codes] | 'request/malformed' =>
  codes[error.code as keyof typeof codes] ?? 'request/malformed';

const answer = (error: Error, socket: Duplex): void => {
  if (!socket.writable || (error as { code?: string }).code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const refused = problem(codeOf(error));
  const { title, status, ...body } = problemBody(refused);
  const text = JSON.stringify({ ...body, title, status });
  const head = [`HTTP/1.1 ${status} ${title}`, 'Connection: close', `Content-Type: ${problemType}`];
  socket.end([...head, `Content-Length: ${Buffer.byteLength(text)}`, '', text].join('\r\n'));
};

/**
 * Answers what Node's parser refuses, and so never reaches express, as problems too. Among it are requests that take too
 * long: Node would give them minutes, and many slow ones hold many connections.
 */
export const answerClientErrors = (server: Server): void => {
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  server.on('clientError', answer);
};
