import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A program in the server's place that starts at once and needs no store: ready from the beginning, it answers with its
 * settings. `OCTO_MAIL_FROM` makes it fail in the ways that a node can.
 */
const failsToStart = process.env.OCTO_MAIL_FROM === `fails ${process.env.OCTO_NODE}`;
if (failsToStart) {
  console.error('cannot start: told to fail');
  process.exit(1);
}
const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('OCTO_')));
const server = createServer((request, response) => {
  if (request.url === '/die') process.exit(3);
  response.end(JSON.stringify(settings));
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ event: 'listening', url: settings.OCTO_PUBLIC_URL, at: `http://127.0.0.1:${port}` }));
});
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ event: 'stopped' }));
  process.exit(0);
});
