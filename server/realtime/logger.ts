/** What operators hear of the machinery below the rooms. */
export interface RealtimeReport {
  colyseus(level: 'debug' | 'info' | 'warn' | 'error', message: string): void;
}

/** So many lines in ten seconds: what a client sends can make Colyseus print, and must not fill the disk. */
const mostLines = 50;
const windowMs = 10_000;

export const textOf = (parts: readonly unknown[]): string =>
  parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(' ');

/** Colyseus' own words, without what it says for development; `now` in ms. */
export const createLogger = ({ colyseus }: RealtimeReport, now: () => number) => {
  let began = now();
  let lines = 0;
  const say =
    (level: 'debug' | 'warn') =>
    (...parts: unknown[]): void => {
      if (now() - began >= windowMs) {
        began = now();
        lines = 0;
      }
      lines += 1;
      if (lines <= mostLines) colyseus(level, textOf(parts));
    };
  const silent = (): void => undefined;
  // What a client did wrong comes as an error too: it is none of this server.
  return { trace: silent, debug: silent, info: say('debug'), warn: say('warn'), error: say('warn') };
};
