import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { EventStore, Json } from '../../server/eventing/event-store.ts';
import { seeded } from '../support/random.ts';

export interface KillableLog {
  /** A script that opens the log and runs `appendStorm` with the seed that is its last argument. */
  readonly script: string;
  readonly args: readonly string[];
  open(): Promise<{ store: EventStore<Json>; close(): Promise<void> }>;
  remove(): Promise<void>;
}

/** Kills the process once it has acknowledged `enough` commits, and gives every line it managed to print. */
const killAfter = async (child: ChildProcess, enough: number): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout!)) {
    lines.push(line);
    if (lines.length === enough) child.kill('SIGKILL');
  }
  return lines;
};

const assertPresent = async (store: EventStore<Json>, lines: readonly string[]): Promise<void> => {
  const streams = Map.groupBy(lines, (line) => line.split(' ')[0]!);
  for (const [stream, acknowledged] of streams) {
    const read = await store.read(stream);
    const present = read.map(({ version, commitId }) => `${stream} ${version} ${commitId}`);
    assert.equal(new Set(present).size, present.length);
    assert.deepEqual(present.slice(0, acknowledged.length), acknowledged);
    assert.ok(present.length <= acknowledged.length + 1, 'more than the one append under way is there');
    read.forEach(({ version, events }, at) => {
      assert.equal(version, (read[at - 1]?.version ?? 0) + events.length);
    });
  }
};

/** Five times on the same log: killed in the middle of a storm, then opened again. */
export const killContract = (name: string, prepare: () => Promise<KillableLog>): void => {
  describe(`the event store after kill -9: ${name}`, () => {
    it('[ES14] every acknowledged commit is there exactly once', async function () {
      this.timeout(30_000);
      const { script, args, open, remove } = await prepare();
      const chance = seeded(14);
      const acknowledged: string[] = [];
      for (let round = 0; round < 5; round++) {
        const child = spawn(process.execPath, [script, ...args, String(round)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const exited = once(child, 'exit');
        const lines = await killAfter(child, 200 + Math.floor(chance() * 3000));
        assert.deepEqual(await exited, [null, 'SIGKILL']);
        acknowledged.push(...lines);
        const log = await open();
        await assertPresent(log.store, acknowledged).finally(() => log.close());
      }
      await remove();
    });
  });
};
