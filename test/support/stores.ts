import { fileURLToPath } from 'node:url';
import { type ChildService, startChildService } from './child-service.ts';

const mongoProgram = fileURLToPath(new URL('../../.ci/mongo/start', import.meta.url));

/** A Redis that keeps nothing on disk: killed and started again it is empty. */
export const startRedis = (program = 'redis-server'): Promise<ChildService> =>
  startChildService(program, (port) => [
    ...['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  ]);

/** The small MongoDB; with a journal it has what it had when it is killed and started again. */
export const startMongo = (journal?: string): Promise<ChildService> =>
  startChildService(mongoProgram, (port) => [`${port}`, ...(journal === undefined ? [] : [journal])]);
