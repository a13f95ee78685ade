import { Router } from 'express';
import { protocolVersion } from '../../shared/protocol/version.ts';

/** What must work before this node is given players, each by name; a check rejects when it does not. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

const within = async (check: () => Promise<unknown>, timeoutMs: number): Promise<boolean> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
  try {
    await Promise.race([check(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

/** The names of the checks that failed or took longer than `timeoutMs`; all run at the same time. */
const failedChecks = async (checks: Checks, timeoutMs: number): Promise<readonly string[]> => {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await within(check, timeoutMs)) ? [] : [name])),
  );
  return results.flat();
};

/** `/healthz`: the process answers. `/readyz`: its stores answer too, else 503 with those that did not. */
export const healthRoutes = (checks: Checks, timeoutMs = 2000): Router => {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok', protocol: protocolVersion });
  });
  router.get('/readyz', async (_request, response) => {
    const failed = await failedChecks(checks, timeoutMs);
    const status = failed.length === 0 ? 'ready' : 'not-ready';
    response
      .set('Cache-Control', 'no-store')
      .status(failed.length === 0 ? 200 : 503)
      .json({ status, failed });
  });
  return router;
};
