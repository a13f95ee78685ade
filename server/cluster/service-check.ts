import { once } from 'node:events';
import { connect } from 'node:net';

/** Host and port of every server that a MongoDB or Redis URL names; none where only the name service knows them. */
export const serversIn = (url: string): readonly { readonly host: string; readonly port: number }[] => {
  const [, scheme = '', servers = ''] = /^([\w+]+):\/\/(?:[^@/]*@)?([^/?]*)/.exec(url) ?? [];
  if (scheme === 'mongodb+srv') return [];
  const usual = scheme === 'mongodb' ? 27_017 : 6379;
  return servers.split(',').map((server) => {
    const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(server) ?? [];
    return { host: host.replace(/[[\]]/g, ''), port: port === undefined ? usual : Number(port) };
  });
};

const accepts = async (server: { host: string; port: number }, patienceMs: number): Promise<boolean> => {
  const socket = connect(server);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/**
 * Why a service cannot be used, in one line without the password that its address may hold; undefined when one of its
 * servers takes connections. Whatever else may be wrong the nodes say themselves.
 */
export const whyUnreachable = async (name: string, url: string, patienceMs = 3_000): Promise<string | undefined> => {
  const servers = serversIn(url);
  const answers = await Promise.all(servers.map((server) => accepts(server, patienceMs)));
  if (servers.length === 0 || answers.includes(true)) return undefined;
  return `${name} does not answer at ${servers.map(({ host, port }) => `${host}:${port}`).join(', ')}`;
};
