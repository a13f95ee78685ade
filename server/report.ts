import type { Logger } from './log.ts';

/** Of work that nobody waits for. */
const backgroundReport = (log: Logger) => ({
  redisLost: (reason: string): void => log.error({ event: 'redis-lost', reason }),
  redisBack: (afterMs: number): void => log.info({ event: 'redis-back', afterMs }),
  roomTakenOver: (room: string, from: string): void => log.info({ event: 'room-taken-over', room, from }),
  roomsLost: (rooms: number): void => log.warn({ event: 'rooms-lost', rooms }),
  nodeForgotten: (node: string): void => log.info({ event: 'node-forgotten', node }),
  pulseFailed: (error: unknown): void => log.error({ event: 'pulse-failed', err: error }),
  leaseFailed: (work: string, error: unknown): void => log.error({ event: 'lease-failed', work, err: error }),

  followerFailed: (error: unknown): void => log.error({ event: 'follower-failed', err: error }),
  projectionFailed: (projection: string, error: unknown): void =>
    log.error({ event: 'projection-failed', projection, err: error }),
  outageFailed: (error: unknown): void => log.warn({ event: 'outage-failed', err: error }),
  /** The store was away or the process stood still; the games under way here have their time back. */
  outageOver: (life: string, games: number): void => log.warn({ event: 'outage-over', life, games }),
  refereeFailed: (error: unknown): void => log.error({ event: 'referee-failed', err: error }),
  rematchRefused: (game: string, refusal: string): void => log.warn({ event: 'rematch-refused', game, refusal }),
  sweepFailed: (error: unknown): void => log.error({ event: 'sweep-failed', err: error }),
});

/**
 * What operators hear: a named event with its facts, one function each. Nothing here takes a token, a password or an
 * e-mail address.
 */
export const createReport = (log: Logger) => ({
  listening: (url: string, at: string, ms: number): void => log.info({ event: 'listening', url, at, startedInMs: ms }),
  stopping: (signal: string): void => log.info({ event: 'stopping', signal }),
  storeLost: (reason: string): void => log.fatal({ event: 'store-lost', reason }),
  /** The driver of MongoDB did not come back after an outage; another one goes on. */
  storeDriverReplaced: (): void => log.warn({ event: 'store-driver-replaced' }),
  /** Something did not end in time; what was acknowledged is durable all the same. */
  stopCut: (): void => log.warn({ event: 'stop-cut' }),
  stopped: (): void => log.info({ event: 'stopped' }),
  startFailed: (error: unknown): void => log.fatal({ event: 'start-failed', err: error }),
  /** A promise was rejected that nobody waited for: a defect, but no reason to end everybody's games. */
  unhandledRejection: (error: unknown): void => log.error({ event: 'unhandled-rejection', err: error }),

  requestFailed: (
    request: { readonly id: string; readonly method: string; readonly path: string },
    error: unknown,
  ): void => log.error({ event: 'request-failed', ...request, err: error }),
  storeUnavailable: (request: { readonly id: string; readonly method: string; readonly path: string }): void =>
    log.warn({ event: 'store-unavailable', ...request }),
  joinFailed: (room: string, error: unknown): void => log.error({ event: 'join-failed', room, err: error }),
  roomFailed: (game: string, where: string, error: unknown): void =>
    log.error({ event: 'room-failed', game, where, err: error }),
  connectionExpelled: (game: string, player: string, why: string): void =>
    log.info({ event: 'connection-expelled', game, player, why }),
  colyseus: (level: 'debug' | 'info' | 'warn' | 'error', message: string): void =>
    log[level]({ event: 'colyseus', message }),

  ...backgroundReport(log),

  sessionCheckFailed: (error: unknown): void => log.warn({ event: 'session-check-failed', err: error }),
  refreshTokenReused: (player: string, session: string): void =>
    log.warn({ event: 'refresh-token-reused', player, session }),
  operatorLoggedIn: (operator: string, address: string): void =>
    log.info({ event: 'operator-logged-in', operator, address }),
  operatorLoginFailed: (address: string): void => log.warn({ event: 'operator-login-failed', address }),
  operatorActed: (operator: string, action: string, room: string): void =>
    log.info({ event: 'operator-acted', operator, action, room }),

  houseBotsStarted: (levels: readonly number[]): void => log.info({ event: 'house-bots-started', levels }),
  houseBotsEnded: (code: number | null, restartInMs: number): void =>
    log.warn({ event: 'house-bots-ended', code, restartInMs }),
  houseBotTrouble: (level: number, what: string, reason: string): void =>
    log.warn({ event: 'house-bot-trouble', level, what, reason }),

  mailSent: (kind: string): void => log.info({ event: 'mail-sent', kind }),
  mailWritten: (kind: string, path: string): void => log.info({ event: 'mail-written', kind, path }),
  mailFailed: (kind: string, reason: string): void => log.error({ event: 'mail-failed', kind, reason }),
});

export type Report = ReturnType<typeof createReport>;
