import express, { type Express, type Request, type RequestHandler } from 'express';
import type { NewId } from '../ids.ts';
import { cors } from './cors.ts';
import { docsRoutes } from './docs-routes.ts';
import { errorBorder, type HttpReport } from './error-border.ts';
import { refuseUnsound, requestId } from './first-checks.ts';
import { type Checks, healthRoutes } from './health.ts';
import type { Metrics } from './metrics.ts';
import { countAnswers, metricsRoute } from './metrics-route.ts';
import { type Border, generalLimit, mountRoutes } from './mount-routes.ts';
import { openApi } from './openapi.ts';
import { problem } from './problems.ts';
import type { Route } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { staticClient } from './static-client.ts';
import { refuseWhenStopping } from './stopping.ts';

export interface AppOptions extends Border {
  readonly routes: readonly Route[];
  /** Origins of other sites' pages that may call the API. */
  readonly allowedOrigins: readonly string[];
  /** One proxy in front is believed about the client's address and scheme. */
  readonly trustProxy: boolean;
  readonly newId: NewId;
  readonly report: HttpReport;
  readonly metrics: Metrics;
  readonly checks: Checks;
  /** How long a check may take; 2 s unless told. */
  readonly checkTimeoutMs?: number;
  /** Whether this process is going away: then it is not ready, and begins nothing. */
  readonly isStopping: () => boolean;
  readonly isOperator: (request: Request) => Promise<boolean>;
  /** What else is served, such as the operator's pages; before the web client. */
  readonly mounts?: readonly RequestHandler[];
  /** The built web client. */
  readonly staticFolder?: string;
}

const bareApp = (trustProxy: boolean): Express => {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.enable('case sensitive routing').enable('strict routing');
  app.set('query parser', false);
  app.set('trust proxy', trustProxy ? 1 : false);
  return app;
};

const notStopping =
  ({ isStopping }: Pick<AppOptions, 'isStopping'>) =>
  async (): Promise<void> => {
    if (isStopping()) throw new Error('this process is going away');
  };

/** The whole HTTP side but for what Colyseus answers: every request passes the same border, and leaves by the same one. */
export const createApp = (options: AppOptions): Express => {
  const app = bareApp(options.trustProxy);
  app.use(requestId(options.newId), countAnswers(options.metrics), securityHeaders(), refuseUnsound);
  app.use(cors(options.allowedOrigins));
  app.use(['/v1', '/matchmake'], refuseWhenStopping(options.isStopping));
  app.use('/v1', generalLimit(options));
  app.use(mountRoutes(options.routes, options));
  const checks = { ...options.checks, stopping: notStopping(options) };
  app.use(healthRoutes(checks, options.checkTimeoutMs), metricsRoute(options.metrics, options.isOperator));
  app.use(docsRoutes(openApi(options.routes)));
  for (const mount of options.mounts ?? []) app.use(mount);
  if (options.staticFolder !== undefined) app.use(staticClient(options.staticFolder));
  app.use(() => {
    throw problem('request/not-found');
  });
  app.use(errorBorder(options.report));
  return app;
};
