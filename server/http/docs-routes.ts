import { readFileSync } from 'node:fs';
import { Router } from 'express';
import { docsPage } from './docs-page.ts';
import type { OpenApiDocument } from './openapi-document.ts';

const file = (name: string): string => readFileSync(new URL(`./docs/${name}`, import.meta.url), 'utf8');

/** `/openapi.json`, and `/docs` for people. */
export const docsRoutes = (document: OpenApiDocument): Router => {
  const files = [
    ['/openapi.json', 'application/json', JSON.stringify(document)],
    ['/docs', 'text/html', docsPage(document)],
    ['/docs/docs.css', 'text/css', file('docs.css')],
    ['/docs/docs.js', 'text/javascript', file('docs.js')],
  ] as const;
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, type, content] of files)
    router.get(path, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type(type).send(content);
    });
  return router;
};
