import type { RequestHandler } from 'express';
import { createApp } from '../../../server/http/create-app.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import { createMemoryRateLimiter, defaultLimits } from '../../../server/http/rate-limits.ts';
import { randomId } from '../../../server/ids.ts';

/** The border that everything passes, with nothing behind it but what is mounted. */
export const createTestApp = (...mounts: RequestHandler[]) =>
  createApp({
    routes: [],
    authenticate: async () => null,
    limiter: createMemoryRateLimiter(Date.now),
    limits: defaultLimits,
    allowedOrigins: ['https://friend.example'],
    trustProxy: false,
    newId: randomId,
    report: { requestFailed: () => undefined, storeUnavailable: () => undefined },
    metrics: createMetrics({ openRooms: () => 0, connections: () => 0, projectorLag: async () => ({}) }),
    checks: {},
    isStopping: () => false,
    isOperator: async () => false,
    mounts,
  });
