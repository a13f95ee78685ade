import type { IncomingMessage, Server } from 'node:http';

/** The one shape of address that the SDK connects to: perhaps a node's own path, then process, room, and a session's few short parameters. */
const roomPath = /^(?:\/[\w-]{1,32})?\/[\w-]{1,64}\/[\w-]{1,64}\?[\w=&%.~-]{1,300}$/;

/** Whether a WebSocket may be opened here. Colyseus parses the address where a throw ends the process. */
export const isRoomPath = ({ url = '' }: Pick<IncomingMessage, 'url'>): boolean => roomPath.test(url);

const refusal = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Looks at upgrades before anyone else: one to anything but a room is answered, for it would hang. */
export const screenUpgrades = (server: Server): void => {
  server.on('upgrade', (request, socket) => {
    if (isRoomPath(request)) return;
    socket.on('error', () => socket.destroy());
    socket.end(refusal);
  });
};
