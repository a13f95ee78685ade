/**
 * How the service worker treats a request: `shell`, the page itself, from the network while there is one; `asset`, a file whose name
 * says its content, from the cache; `network`, which the worker leaves alone: everything that is not the client.
 */
export type Handling = 'shell' | 'asset' | 'network';

/** What the server answers itself. */
const served = /^\/(v1|monitor|operator|matchmake|docs|metrics|healthz|readyz|openapi\.json|\.well-known)(\/|$)/;

export const handlingOf = (
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  origin: string,
): Handling => {
  const { origin: asked, pathname } = new URL(url);
  if (method !== 'GET' || asked !== origin || served.test(pathname)) return 'network';
  if (pathname.startsWith('/assets/')) return 'asset';
  return mode === 'navigate' && !pathname.slice(pathname.lastIndexOf('/')).includes('.') ? 'shell' : 'network';
};

/** The files of its own that a page names. */
export const assetsOf = (page: string): readonly string[] => [
  ...new Set([...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)),
];
