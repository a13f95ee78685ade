import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openStage } from '../client-demo/web/stage.ts';
import { serviceFor } from '../services.ts';
import { prepareCast, signIn } from './cast.ts';
import { type Scene, scenes } from './scenes.ts';

/** `npm run screenshots`: a picture of every screen at desk and phone size, by a browser in front of a whole server. */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('../../client-demo/screenshots', import.meta.url)) },
    only: { type: 'string' },
    dark: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
});

const sizes: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
};

const noBrowser = (): never => {
  throw new Error('there is no Chromium on this machine');
};
const stage = await openStage(serviceFor({ skip: noBrowser }, 'browser'));
try {
  const cast = await prepareCast(stage.server.url);
  mkdirSync(values.out, { recursive: true });
  const shoot = async (page: Page, scene: Scene, size: string): Promise<void> => {
    await page.goto(`${stage.server.url}${scene.path}`);
    await scene.ready(page);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({
      path: `${values.out}/${scene.name}-${size}.png`,
      animations: 'disabled',
      fullPage: values.full,
    });
  };
  for (const [size, options] of Object.entries(sizes)) {
    const look = { ...options, colorScheme: values.dark ? 'dark' : 'light', reducedMotion: 'reduce' } as const;
    const pages = { visitor: await stage.browser.visitor(look), player: await stage.browser.visitor(look) };
    await signIn(pages.player, stage.server.url);
    for (const scene of scenes(cast)) {
      if (values.only === undefined || scene.name === values.only) await shoot(pages[scene.as], scene, size);
    }
  }
} finally {
  await stage.close();
}
