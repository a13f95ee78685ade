import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** Of one connection only (RFC 9110, 7.6.1), or written anew. */
const ofConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);
/** What a proxy says about the client; what the client says there itself is not believed. */
const isAboutClient = (name: string): boolean => /^(forwarded|via|x-real-ip|x-forwarded-.*)$/.test(name);

const namedIn = ({ connection = '' }: IncomingMessage['headers']): readonly string[] =>
  connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());

/** The headers that go on to the other side, in either direction. */
export const endToEnd = ({ headers }: IncomingMessage): OutgoingHttpHeaders => {
  const named = namedIn(headers);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ofConnection.has(name) && !named.includes(name)),
  );
};

/** A request's headers for a node: its own, and the front's word on where it came from. */
export const onwardHeaders = (request: IncomingMessage): OutgoingHttpHeaders => {
  const own = Object.entries(endToEnd(request)).filter(([name]) => !isAboutClient(name));
  const address = request.socket.remoteAddress ?? '';
  return {
    ...Object.fromEntries(own),
    'x-forwarded-for': address,
    'x-real-ip': address,
    'x-forwarded-proto': 'http',
    'x-forwarded-host': request.headers.host ?? '',
  };
};
