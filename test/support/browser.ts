import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const builder = fileURLToPath(new URL('../../client-demo/web/build.ts', import.meta.url));

/** A real browser in which each visitor has a context of their own; `complaints` are errors that pages met. */
export interface TestBrowser {
  readonly complaints: readonly string[];
  visitor(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Chromium without what would reach for the network. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: flags });

/** Builds the web client where its sources are newer, and starts Chromium. */
export const openBrowser = async (executablePath: string): Promise<TestBrowser> => {
  const built = spawnSync(process.execPath, [builder], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const browser: Browser = await launchChromium(executablePath);
  const complaints: string[] = [];
  return {
    complaints,
    visitor: async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      return page;
    },
    close: () => browser.close(),
  };
};
