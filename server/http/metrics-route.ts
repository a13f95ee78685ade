import { type Request, type RequestHandler, Router } from 'express';
import { isLoopback } from './address.ts';
import type { Metrics } from './metrics.ts';
import { Problem } from './problem.ts';

/** Counts every answer by its status. */
export const countAnswers =
  (metrics: Pick<Metrics, 'httpAnswered'>): RequestHandler =>
  (_request, response, next) => {
    response.once('finish', () => metrics.httpAnswered(response.statusCode));
    next();
  };

/** `/metrics` for Prometheus on this machine, and for those whom `isOperator` knows: operators, and who has the token for it. */
export const metricsRoute = (
  metrics: Pick<Metrics, 'contentType' | 'render'>,
  isOperator: (request: Request) => Promise<boolean>,
): Router => {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/metrics', async (request, response) => {
    if (!isLoopback(request) && !(await isOperator(request)))
      throw new Problem(403, 'operator/only', 'Metrics are for this machine and for operators.');
    response.set({ 'Cache-Control': 'no-store', 'Content-Type': metrics.contentType }).send(await metrics.render());
  });
  return router;
};
