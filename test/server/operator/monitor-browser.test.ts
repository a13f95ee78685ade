import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitor } from '@colyseus/monitor';
import type { RequestHandler } from 'express';
import type { Browser, Page } from 'playwright-core';
import { serviceFor } from '../../services.ts';
import { launchChromium } from '../../support/browser.ts';
import { serve } from '../http/serve.ts';
import { goodPassword, type ServedOperators, serveOperators } from './serve-operators.ts';

const room = { roomId: 'room1', name: 'xo', clients: 1, maxClients: '8', locked: false, elapsedTime: 1000 };
const realPanel: RequestHandler = monitor();
/** The real page with one room to show, without a Colyseus behind it. */
const panel: RequestHandler = (request, response, next) => {
  const memory = { totalMemMb: 1, usedMemMb: 1, rssMb: 1 };
  if (request.path !== '/api') realPanel(request, response, next);
  else response.json({ columns: Object.keys(room), rooms: [room], connections: 1, cpu: 1, memory });
};
const inspected = { ...room, clients: [{ sessionId: 'session1', elapsedTime: 5 }], state: { turn: 'x' }, stateSize: 4 };

const faultsOn = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  return faults;
};

describe('pages of the server in a browser', function () {
  this.timeout(40_000);
  let browser: Browser;
  let page: Page;
  before(async function () {
    browser = await launchChromium(serviceFor(this, 'browser'));
  });
  after(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  const logIn = async (served: ServedOperators): Promise<void> => {
    const { password } = await served.create('eve');
    await page.goto(`${served.base}/monitor/`);
    await page.fill('[name=name]', 'eve');
    await page.fill('[name=password]', password);
    await page.click('button');
    await page.fill('[name=password]', goodPassword);
    await page.fill('[name=again]', goodPassword);
    await page.click('button');
    await page.click('text=Rooms and connections');
  };

  it('[OP14] an operator logs in, sees the rooms and removes a client', async () => {
    const served = await serveOperators({ panel, inspected });
    const faults = faultsOn(page);
    await logIn(served);
    await page.click('text=Inspect');
    await page.waitForSelector('text=session1');
    const kicked = page.waitForResponse(/room\/call/);
    await page.locator('button:has-text("Send") + button').click();
    assert.equal((await kicked).status(), 200);
    assert.deepEqual(
      served.called.find((call) => (call as string[])[1] === 'kickClient'),
      ['room1', 'kickClient', ['session1', 4000]],
    );
    assert.deepEqual(
      faults.filter((fault) => !fault.includes('fonts.googleapis.com')),
      [],
    );
    await served.close();
  });

  it("[OP11] a page on another port, which gets the operator's cookie sent along, can do nothing", async () => {
    const served = await serveOperators({ panel, inspected });
    await logIn(served);
    await page.waitForSelector('text=room1');
    served.called.length = 0;
    const target = `${served.base}/monitor/api/room/call?roomId=room1&method=disconnect&args=[]`;
    const foe = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end(`<img src="${target}"><a href="${target}">click</a>`);
    });
    await once(foe.listen(0, '127.0.0.1'), 'listening');
    const cookies: (string | undefined)[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/room/call')) cookies.push((await response.request().allHeaders()).cookie);
    });
    await page.goto(`http://127.0.0.1:${(foe.address() as AddressInfo).port}/`);
    const navigated = page.waitForResponse(/room\/call/);
    await page.click('text=click');
    assert.equal((await navigated).status(), 403);
    assert.deepEqual(served.called, []);
    await page.close();
    assert.ok(cookies.some((cookie) => cookie?.includes('octo_operator=')));
    await new Promise((resolve) => foe.close(resolve));
    await served.close();
  });

  it('[HT30] /docs runs under the policy of the server, and its search finds calls by word', async () => {
    const served = await serve();
    const faults = faultsOn(page);
    await page.goto(`${served.base}/docs`);
    await page.fill('#search', 'taken');
    const shown = page.locator('.operation:visible .path');
    assert.deepEqual(await shown.allTextContents(), ['/v1/things']);
    await page.fill('#search', 'no such call');
    assert.equal(await page.locator('#nothing').isVisible(), true);
    assert.deepEqual(faults, []);
    await served.close();
  });
});
