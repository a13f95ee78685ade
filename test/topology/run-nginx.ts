import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/child-service.ts';
import { eventually } from '../support/people.ts';

export interface Nginx extends AsyncDisposable {
  readonly url: string;
  /** Its access log so far, then its error log. */
  readonly logs: () => Promise<string>;
}

const file = new URL('../../nginx.conf', import.meta.url);

/** The file names three nodes; here there are as many lines of each kind as nodes. */
const withNodes = (text: string, nodes: number): string => {
  const names = Array.from({ length: nodes }, (_, at) => `n${at + 1}`);
  return text
    .replace(/^.*\bn[23]:2567.*\n/gm, '')
    .replace(/^.*\bn1:2567.*$/gm, (line) => names.map((name) => line.replaceAll('n1', name)).join('\n'));
};

/** The installation's own configuration; only addresses, the places of the logs and what else is named are other ones. */
const configure = async (
  ports: readonly number[],
  listen: number,
  others: Readonly<Record<string, string>>,
): Promise<string> => {
  let text = withNodes(await readFile(file, 'utf8'), ports.length);
  const replace = (from: string, to: string): void => {
    if (!text.includes(from)) throw new Error(`nginx.conf has no ${from}`);
    text = text.replaceAll(from, to);
  };
  ports.forEach((port, at) => {
    replace(`server n${at + 1}:2567 `, `server 127.0.0.1:${port} `);
  });
  replace('listen 8080;', `listen 127.0.0.1:${listen};`);
  replace('/dev/stdout', 'access.log');
  replace('/dev/stderr', 'error.log');
  for (const [from, to] of Object.entries(others)) replace(from, to);
  return text;
};

const isOpen = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** Starts a real nginx with `nginx.conf` before nodes at these ports. Rejects with its words when it refuses the file. */
export const runNginx = async (
  program: string,
  ports: readonly number[],
  options: { readonly port?: number; readonly others?: Readonly<Record<string, string>> } = {},
): Promise<Nginx> => {
  const folder = await mkdtemp(join(tmpdir(), 'octothorpe-nginx-'));
  const listen = options.port ?? (await freePort());
  await writeFile(join(folder, 'nginx.conf'), await configure(ports, listen, options.others ?? {}));
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'];
  const test = spawnSync(program, ['-t', ...args], { encoding: 'utf8' });
  if (test.status !== 0) throw new Error(`${test.stderr}${await readFile(join(folder, 'error.log'), 'utf8')}`);
  const nginx = spawn(program, [...args, '-g', 'daemon off;'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${listen}`;
  await eventually(() => isOpen(`${url}/healthz`), Boolean);
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return {
    url,
    logs: async () => `${await read('access.log')}${await read('error.log')}`,
    async [Symbol.asyncDispose]() {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
