import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const botProgram = fileURLToPath(new URL('../../../client-demo/bots/main.ts', import.meta.url));

/** `npm run bot` as somebody would run it. */
export const startBot = (url: string, ...argv: string[]) => {
  const child: ChildProcess = spawn(process.execPath, [botProgram, '--url', url, '--delay', '0', ...argv], {
    // A test that failed half-way must not leave it behind.
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  // Asked for at once: it may end before anybody waits for that.
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const waiting = new Map<string, () => void>();
  createInterface(child.stdout!).on('line', (line) => {
    lines.push(line);
    for (const [text, see] of waiting) if (line.includes(text)) see();
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(text, resolve);
      if (lines.some((line) => line.includes(text))) resolve();
    });
  return { child, exited, lines, said };
};
