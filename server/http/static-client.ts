import { join } from 'node:path';
import compression from 'compression';
import express, { type RequestHandler, Router } from 'express';

/** Vite puts a hash into the names of what it builds into `assets/`: such a file never changes. */
const hashed = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/;

const reserved = /^\/(v1|monitor|operator|matchmake|docs|metrics|healthz|readyz|openapi\.json|\.well-known)(\/|$)/;

/** A person's browser asking for a page of the client, not for a file that is missing. */
const isNavigation: (request: Parameters<RequestHandler>[0]) => boolean = ({ method, path, headers }) =>
  (method === 'GET' || method === 'HEAD') &&
  headers.accept?.includes('text/html') === true &&
  !reserved.test(path) &&
  !path.slice(path.lastIndexOf('/')).includes('.');

/** The built web client in `folder`; its own routes all get index.html, which knows them. */
export const staticClient = (folder: string): Router => {
  const router = Router();
  // The client's own files hold no secret, so compressing them beside what a visitor sends gives nothing away.
  router.use(compression());
  router.use(
    express.static(folder, {
      redirect: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        response.setHeader('Cache-Control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.use((request, response, next) => {
    if (!isNavigation(request)) return next();
    const failed = (error?: Error): void => {
      if (error !== undefined && !response.headersSent) next();
    };
    response.sendFile(
      join(folder, 'index.html'),
      { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } },
      failed,
    );
  });
  return router;
};
