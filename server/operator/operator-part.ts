import type { Request, RequestHandler } from 'express';
import type { LoginGuard } from '../http/login-guard.ts';
import { choosePassword } from './choose-password.ts';
import { logIn, type Passwords } from './log-in.ts';
import { monitorRoutes } from './monitor.ts';
import type { OperatorStore } from './operator-store.ts';
import type { CallRoom, MonitorReport } from './room-calls.ts';
import { type LoginReport, operatorPages } from './routes.ts';
import { createSessions } from './sessions.ts';

interface Ports {
  readonly store: OperatorStore;
  readonly passwords: Passwords;
  readonly guard: LoginGuard;
  readonly now: () => number;
  readonly publicUrl: string | undefined;
  readonly panel: RequestHandler;
  readonly callRoom: CallRoom;
  readonly report: LoginReport & MonitorReport;
}

/** Everything of operators that `createApp` mounts, and the question whether a request comes from one. */
export const operatorPart = (
  ports: Ports,
): { readonly mounts: readonly RequestHandler[]; readonly isOperator: (request: Request) => Promise<boolean> } => {
  const publicOrigin = ports.publicUrl === undefined ? undefined : new URL(ports.publicUrl).origin;
  const sessions = createSessions({ ...ports, https: publicOrigin?.startsWith('https:') === true });
  const pages = operatorPages({
    sessions,
    logIn: logIn(ports),
    choosePassword: choosePassword(ports),
    publicOrigin,
    report: ports.report,
  });
  return {
    mounts: [pages, monitorRoutes({ ...ports, sessions, publicOrigin })],
    isOperator: async (request) => (await sessions.find(request))?.choosing === false,
  };
};
