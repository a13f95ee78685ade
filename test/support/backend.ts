import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';

/** What a node behind a proxy was asked. */
export interface Seen {
  readonly node: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A small server in a node's place: answers every request with what it has seen of it, a WebSocket with its first message. */
export interface TestBackend extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** Without the looks at `/readyz`. */
  readonly seen: readonly Seen[];
  /** What `/readyz` says; requests are answered either way. */
  ready: boolean;
  /** Instead of the usual answer. */
  behave: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  readonly socketCount: () => number;
  /** Cuts every connection and takes no more. */
  close(): Promise<void>;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** A WebSocket's first message is what its upgrade was; then it echoes. */
const greetSockets = (name: string): WebSocketServer => {
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket, { method = '', url = '', headers }: IncomingMessage) => {
    socket.send(JSON.stringify({ node: name, method, url, headers, body: '' } satisfies Seen));
    socket.on('message', (data) => socket.send(String(data)));
  });
  return sockets;
};

export const startBackend = async (name: string): Promise<TestBackend> => {
  const seen: Seen[] = [];
  const connections = new Set<Socket>();
  const webSockets = greetSockets(name);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    if (url === '/readyz') return void response.writeHead(backend.ready ? 200 : 503).end();
    const entry = { node: name, method, url, headers, body: await textOf(request) };
    seen.push(entry);
    if (backend.behave) return backend.behave(request, response);
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Node': name }).end(JSON.stringify(entry));
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('upgrade', (request, socket, head) =>
    webSockets.handleUpgrade(request, socket, head, (open) => webSockets.emit('connection', open, request)),
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of connections) socket.destroy();
    await closed;
  };
  const backend: TestBackend = {
    ...{ name, url: `http://127.0.0.1:${port}`, port, seen, close, ready: true, behave: undefined },
    socketCount: () => webSockets.clients.size,
    [Symbol.asyncDispose]: close,
  };
  return backend;
};
