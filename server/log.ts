import { type Logger, pino } from 'pino';

/** One JSON line an event on standard output; fields that could hold a secret are cut out wherever they appear. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['password', 'token', 'access_token', 'refresh_token', 'api_key', 'email'].flatMap((name) => [
        name,
        `*.${name}`,
      ]),
      censor: '[cut]',
    },
  });

export type { Logger };
