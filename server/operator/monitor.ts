import { type RequestHandler, Router } from 'express';
import { problem } from '../http/problems.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { requireOperator } from './require-operator.ts';
import { actOnRoom, type CallRoom, inspectRoom, type MonitorReport } from './room-calls.ts';
import { refuseForeign } from './same-origin.ts';
import type { Sessions } from './sessions.ts';

interface Ports {
  readonly sessions: Pick<Sessions, 'find'>;
  readonly publicOrigin: string | undefined;
  /** What `monitor()` of @colyseus/monitor gives. */
  readonly panel: RequestHandler;
  readonly callRoom: CallRoom;
  readonly report: MonitorReport;
}

/** The panel's view library writes its styles into the page; the fonts it names from elsewhere stay away. */
const panelPolicy = { styleSrc: ["'self'", "'unsafe-inline'"], fontSrc: ["'self'", 'data:'], connectSrc: ["'self'"] };

/**
 * Colyseus' panel at `/monitor` for operators. It has no login of its own and acts over GET, so only the paths that its
 * page needs are let through, its API only to its own page, and its calls only as `room-calls.ts` has them.
 */
export const monitorRoutes = ({ sessions, publicOrigin, panel, callRoom, report }: Ports): Router => {
  const inside = Router({ caseSensitive: true, strict: true });
  const ours = refuseForeign(publicOrigin);
  inside.get('/api/room/call', ours, actOnRoom(callRoom, report));
  inside.get('/api/room', ours, inspectRoom(callRoom));
  inside.get('/api', ours, panel);
  inside.get(['/', /^\/assets\/[\w-]+\.(js|css)$/], panel);
  inside.use(() => {
    throw problem('request/not-found');
  });
  const router = Router({ caseSensitive: true });
  const uncached: RequestHandler = (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  };
  router.use('/monitor', securityHeaders(panelPolicy), uncached, requireOperator(sessions), inside);
  return router;
};
