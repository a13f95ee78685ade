import { fileURLToPath } from 'node:url';
import { type ChildService, startChildService } from './child-service.ts';

const mongoProgram = fileURLToPath(new URL('../../.ci/mongo/start', import.meta.url));

/** A Redis that keeps nothing on disk: killed and started again it is empty. */
export const startRedis = (program = 'redis-server'): Promise<ChildService> =>
  startChildService(program, (port) => [
    ...['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  ]);

interface SmallMongo {
  /** With it the server has what it had when it is killed and started again. */
  readonly journal?: string;
  /** The most memory for what is in it, as `java -Xmx` takes it. */
  readonly heap?: string;
}

export const startMongo = ({ journal, heap }: SmallMongo = {}): Promise<ChildService> =>
  startChildService(
    mongoProgram,
    (port) => [`${port}`, ...(journal === undefined ? [] : [journal])],
    heap === undefined ? {} : { OCTO_TEST_MONGO_HEAP: heap },
  );
