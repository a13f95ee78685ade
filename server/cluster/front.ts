import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { answerClientErrors } from '../http/client-errors.ts';
import { closePort, openPort, trackSockets } from '../realtime/http-server.ts';
import { createForwardRequest, type Patience } from './forward-request.ts';
import { createForwardUpgrade } from './forward-upgrade.ts';
import type { Pool } from './pool.ts';

export interface Front {
  /** Without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface FrontOptions {
  readonly pool: Pool;
  /** 0 takes any free port. */
  readonly port: number;
  readonly patience?: Patience;
}

const usualPatience: Patience = { repeatableMs: 5_000, onceMs: 15_000, entranceMs: 2_500 };
const graceMs = 1_000;

/** What nginx does for an installation, on loopback and without it: one address for all nodes of a pool. */
export const openFront = async ({ pool, port, patience = usualPatience }: FrontOptions): Promise<Front> => {
  const http = createServer(createForwardRequest(pool, patience));
  answerClientErrors(http);
  const forwardUpgrade = createForwardUpgrade(pool, patience.repeatableMs);
  http.on('upgrade', (request, socket, head) => forwardUpgrade(request, socket as Socket, head));
  const sockets = trackSockets(http);
  const url = `http://127.0.0.1:${await openPort(http, port, '127.0.0.1')}`;
  http.on('error', (error) => console.error(`front: ${error.message}`));
  return { url, close: () => closePort(http, sockets, graceMs) };
};
