import { type WebSocket, WebSocketServer } from 'ws';

/** The yardstick: pairs of sockets by path, each message sent on to the other, nothing parsed, kept or judged. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const tables = new Map<string, WebSocket[]>();

server.on('connection', (socket, request) => {
  const table = tables.get(request.url!) ?? [];
  tables.set(request.url!, table);
  table.push(socket);
  socket.on('message', (data) => {
    for (const other of table) if (other !== socket) other.send(data, { binary: true });
  });
});
server.on('listening', () => process.send!({ port: (server.address() as { port: number }).port }));
process.on('disconnect', () => process.exit(0));
