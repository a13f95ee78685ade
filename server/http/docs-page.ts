import { parameterTable, schemaTable } from './docs-schema.ts';
import { type Html, html } from './html.ts';
import type { OpenApiDocument, Operation, Response } from './openapi-document.ts';

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const entries = ({ paths }: OpenApiDocument): readonly Entry[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

const section = (title: string, content: Html | ''): Html | '' =>
  content === '' ? '' : html`<section><h4>${title}</h4>${content}</section>`;

const pathParts = (path: string): readonly (Html | string)[] =>
  path.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? html`<var>${part}</var>` : part));

const parameters = (operation: Operation, place: 'path' | 'query'): Html | '' => {
  const here = operation.parameters.filter((parameter) => parameter.in === place);
  return here.length === 0 ? '' : parameterTable(here);
};

const body = ({ requestBody }: Operation): Html | '' => {
  const [first] = Object.values(requestBody?.content ?? {});
  if (first === undefined) return '';
  const types = Object.keys(requestBody?.content ?? {}).join(' or ');
  return html`<p class="media">${types}</p>${schemaTable(first.schema)}`;
};

const answer = (status: string, { description, content }: Response): Html => {
  const [[type, { schema }] = ['', { schema: {} }]] = Object.entries(content ?? {});
  return type === ''
    ? html`<p><b>${status}</b> ${description}</p>`
    : html`<p class="media"><b>${status}</b> ${type}</p>${schemaTable(schema)}`;
};

const answers = ({ responses }: Operation): Html =>
  html`${Object.entries(responses)
    .filter(([status]) => !status.endsWith('XX'))
    .map(([status, response]) => answer(status, response))}`;

const problems = (operation: Operation): Html =>
  html`<p class="codes">${operation['x-problems'].map((code) => html`<code>${code}</code> `)}</p>`;

const entryHtml = ({ method, path, operation }: Entry): Html => html`
<details class="operation" id="${operation.operationId}">
  <summary>
    <span class="method ${method}">${method}</span>
    <code class="path">${pathParts(path)}</code>
    <span class="what">${operation.summary}</span>
    ${operation.security.length === 1 ? html`<span class="lock" title="Needs an access token">token</span>` : ''}
  </summary>
  ${section('Path', parameters(operation, 'path'))}
  ${section('Query', parameters(operation, 'query'))}
  ${section('Body', body(operation))}
  ${section('Answer', answers(operation))}
  ${section('Problems', problems(operation))}
</details>`;

const group = (tag: string, all: readonly Entry[]): Html => html`
<section class="group"><h2 id="tag-${tag}">${tag}</h2>
${all.filter(({ operation }) => operation.tags.includes(tag)).map(entryHtml)}</section>`;

const generalProblems = (document: OpenApiDocument): Html => html`
<section class="group"><h2 id="problems">general problems</h2><table class="wide"><tbody>
${Object.entries(document['x-general-problems']).map(
  ([code, { status, detail }]) =>
    html`<tr><th scope="row"><code>${code}</code></th><td>${status}</td><td>${detail}</td></tr>`,
)}</tbody></table></section>`;

const schemas = ({ components }: OpenApiDocument): Html => html`
<section class="group"><h2 id="schemas">schemas</h2>
${Object.entries(components.schemas).map(
  ([name, schema]) =>
    html`<details class="operation" id="schema-${name}"><summary><code class="path">${name}</code></summary>${schemaTable(schema)}</details>`,
)}</section>`;

/** The document as a page that needs nothing from elsewhere; its script only searches and opens what a link points at. */
export const docsPage = (document: OpenApiDocument): string => {
  const all = entries(document);
  const tags = document.tags.map(({ name }) => name);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title} HTTP API</title>
<link rel="stylesheet" href="/docs/docs.css"><script defer src="/docs/docs.js"></script>
</head>
<body>
<nav aria-label="Sections"><a class="home" href="/"><b>#</b> ${document.info.title}</a>
<input id="search" type="search" placeholder="Search" aria-label="Search calls and codes">
${tags.map((tag) => html`<a href="#tag-${tag}">${tag}</a>`)}<a href="#problems">general problems</a><a href="#schemas">schemas</a></nav>
<main><header><h1>HTTP API</h1><p>${document.info.description}</p>
<p>The same as OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>.</p></header>
${tags.map((tag) => group(tag, all))}
<p id="nothing" role="status" hidden>Nothing found.</p>
${generalProblems(document)}${schemas(document)}</main>
</body></html>`.html;
};
