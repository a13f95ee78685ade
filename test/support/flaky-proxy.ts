import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * `pass`: nothing is done. `cut`: connections are ended at once, old and new ones. `swallow`: what is sent vanishes, also over new
 * connections, and nobody is told.
 */
export type FlakyMode = 'pass' | 'cut' | 'swallow';

/** A TCP proxy on loopback that can be made to misbehave. */
export interface FlakyProxy extends AsyncDisposable {
  readonly port: number;
  readonly connections: () => number;
  /**
   * How old and new connections fare from now on. A connection that once swallowed something is never whole again; where one
   * side has ended it, the other hears of that once the way passes, as a network that is back tells it.
   */
  set(mode: FlakyMode): void;
  /** Everything arrives so much later, each way; 0 for at once. */
  delay(ms: number): void;
  /** Ends the connections that there are; new ones fare as before. */
  drop(): void;
  /** The connections that there are swallow everything and stay open: half-open. New ones fare as before. */
  strand(): void;
}

interface Link {
  isStranded: boolean;
  /** Either side has ended it. */
  hasEnded: boolean;
  destroy(): void;
}

/** Hands on what `from` sends, in order, `lag()` later. Delayed bytes are kept, however many there are. */
const carry = (from: Socket, to: Socket, isLost: () => boolean, lag: () => number): void => {
  const waiting: { readonly due: number; readonly chunk: Buffer | null }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    while (waiting[0] && waiting[0].due <= performance.now()) {
      const { chunk } = waiting.shift()!;
      if (isLost()) continue;
      if (chunk) to.write(chunk);
      else to.end();
    }
    // A timer may come a moment early: what is left is looked at again.
    if (waiting[0]) timer ??= setTimeout(flush, Math.ceil(waiting[0].due - performance.now()));
  };
  const accept = (chunk: Buffer | null): void => {
    waiting.push({ due: Math.max(waiting.at(-1)?.due ?? 0, performance.now() + lag()), chunk });
    if (!timer) flush();
  };
  from.on('data', accept);
  from.on('end', () => accept(null));
};

interface Fate {
  readonly isLost: (link: Link) => boolean;
  readonly lag: () => number;
  readonly onEnded: (link: Link) => void;
}

const join = (client: Socket, port: number, { isLost, lag, onEnded }: Fate): Link => {
  const upstream = connect({ host: '127.0.0.1', port });
  const link: Link = {
    ...{ isStranded: false, hasEnded: false },
    destroy() {
      client.destroy();
      upstream.destroy();
    },
  };
  const ended = (): void => {
    link.hasEnded = true;
    onEnded(link);
  };
  carry(client, upstream, () => isLost(link), lag);
  carry(upstream, client, () => isLost(link), lag);
  for (const [socket, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    // An end that came in order has been handed on; after an error the other side hears of it at once.
    socket.on('close', (failed) => failed && !isLost(link) && other.destroy());
    for (const event of ['end', 'close']) socket.once(event, ended);
  }
  return link;
};

/** Opens a proxy in front of a port on loopback. */
export const openFlakyProxy = async (target: number): Promise<FlakyProxy> => {
  const links = new Set<Link>();
  /** Those that the way has swallowed something of; not those that were stranded by themselves. */
  const severed = new Set<Link>();
  let mode: FlakyMode = 'pass';
  let lag = 0;
  const tellOther = (link: Link): void => {
    if (mode === 'swallow' || !severed.has(link) || !link.hasEnded) return;
    severed.delete(link);
    link.destroy();
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (mode === 'cut') {
      client.destroy();
      return;
    }
    const link = join(client, target, {
      isLost: ({ isStranded }) => isStranded || mode === 'swallow',
      lag: () => lag,
      onEnded: tellOther,
    });
    // What lost something in the middle would speak nonsense afterwards.
    link.isStranded = mode === 'swallow';
    if (link.isStranded) severed.add(link);
    links.add(link);
    client.once('close', () => links.delete(link));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = (): void => {
    for (const link of [...links, ...severed]) link.destroy();
    severed.clear();
  };
  const strand = (): void => {
    for (const link of links) link.isStranded = true;
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => links.size,
    set(next) {
      mode = next;
      if (next === 'cut') drop();
      if (next === 'swallow') {
        strand();
        for (const link of links) severed.add(link);
      }
      for (const link of severed) tellOther(link);
    },
    delay(ms) {
      lag = ms;
    },
    ...{ drop, strand },
    [Symbol.asyncDispose]: async () => {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
};
