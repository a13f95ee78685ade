import type { Config } from './config.ts';

/** What a person at a terminal reads beside the log. */
export const greeting = (url: string): string =>
  `\n  # Octothorpe is ready: open ${url} in a browser. Ctrl+C stops it.\n`;

const reasons: Readonly<Record<string, (config: Pick<Config, 'host' | 'port'>) => string>> = {
  EADDRINUSE: ({ host, port }) => `port ${port} on ${host} is taken by another program; choose one with OCTO_PORT`,
  EADDRNOTAVAIL: ({ host }) => `this machine has no address ${host}; choose one with OCTO_HOST`,
};

/** Why the start failed, in one line; what is not foreseen says so itself. */
export const whyNotStarted = (error: unknown, config: Pick<Config, 'host' | 'port'>): string => {
  const { code, message } = error as { code?: string; message?: string };
  return `cannot start: ${reasons[code ?? '']?.(config) ?? message ?? String(error)}`;
};
