import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serviceFor } from '../services.ts';
import { openBrowser } from '../support/browser.ts';

/** `npm run icons`: the icons of the installed client, drawn by a browser from its favicon. */
const folder = fileURLToPath(new URL('../../client-demo/web/public/', import.meta.url));
const drawing = readFileSync(`${folder}favicon.svg`, 'utf8').replace(/<style>[\s\S]*?<\/style>/, '');
const paper = '#f6f2ea';

/** `inset` is the share of each edge that systems which cut icons round may take. */
const icons = [
  { name: 'icon-192', size: 192, inset: 0.12, round: 0.2 },
  { name: 'icon-512', size: 512, inset: 0.12, round: 0.2 },
  { name: 'maskable-512', size: 512, inset: 0.24, round: 0 },
  { name: 'apple-touch-icon', size: 180, inset: 0.16, round: 0 },
] as const;

const noBrowser = (): never => {
  throw new Error('there is no Chromium on this machine');
};
const browser = await openBrowser(serviceFor({ skip: noBrowser }, 'browser'));
try {
  for (const { name, size, inset, round } of icons) {
    const page = await browser.visitor({ viewport: { width: size, height: size } });
    const edge = Math.round(size * inset);
    await page.setContent(`<style>
      body { margin: 0 }
      div { box-sizing: border-box; height: ${size}px; padding: ${edge}px; border-radius: ${round * 100}%; background: ${paper} }
      svg { display: block; width: 100%; height: 100% }
    </style><div>${drawing}</div>`);
    await page.screenshot({ path: `${folder}icons/${name}.png`, omitBackground: true });
    await page.context().close();
  }
} finally {
  await browser.close();
}
