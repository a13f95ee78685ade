import { assetsOf, handlingOf } from './handling.ts';

/** What of a service worker's surroundings is used here; the library of types for pages does not have it. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Surroundings {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}

const worker = self as unknown as Surroundings;
const cacheName = 'octothorpe-shell';
const shellKey = '/';

/** Keeps a page and what it loads first; a page that has changed makes all that was kept before useless. */
const keep = async (page: Response): Promise<void> => {
  const text = await page.clone().text();
  const known = await (await caches.open(cacheName)).match(shellKey);
  if (known && (await known.text()) === text) return;
  await caches.delete(cacheName);
  const cache = await caches.open(cacheName);
  await cache.addAll([...assetsOf(text)]);
  await cache.put(shellKey, page);
};

const install = async (): Promise<void> => {
  await keep(await fetch(shellKey));
  await worker.skipWaiting();
};

/** The newest page while the server answers, else the kept one, whatever the path: it knows its own routes. */
const shell = async (event: Fetching): Promise<Response> => {
  try {
    const page = await fetch(event.request);
    if (page.ok) event.waitUntil(keep(page.clone()));
    return page;
  } catch (error) {
    const kept = await caches.match(shellKey, { cacheName });
    if (kept) return kept;
    throw error;
  }
};

const asset = async (request: Request): Promise<Response> => {
  const kept = await caches.match(request, { cacheName });
  if (kept) return kept;
  const fetched = await fetch(request);
  if (fetched.ok) await (await caches.open(cacheName)).put(request, fetched.clone());
  return fetched;
};

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const handling = handlingOf(event.request, worker.location.origin);
  if (handling === 'shell') event.respondWith(shell(event));
  if (handling === 'asset') event.respondWith(asset(event.request));
});
