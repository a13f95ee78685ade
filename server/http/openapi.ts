import { z } from 'zod';
import { problem as problemSchema } from '../../shared/protocol/common.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import type { JsonSchema, OpenApiDocument, Operation, Parameter, Response } from './openapi-document.ts';
import { schemaNames } from './openapi-names.ts';
import { type GeneralProblem, generalProblems, problemType } from './problems.ts';
import type { Route } from './route.ts';

type Io = 'input' | 'output';
type Components = Record<string, JsonSchema>;

/** Zod puts named schemas beside each schema; here they have one place for all. */
const rehomed = (schema: unknown): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;

const jsonSchema = (schema: z.ZodType, io: Io, components: Components): JsonSchema => {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, metadata: schemaNames, unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...shape } = rehomed(definition);
    components[name] = shape;
  }
  return rehomed(rest);
};

const parametersOf = (place: 'path' | 'query', schema: z.ZodType | undefined, components: Components): Parameter[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input', components);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const requestBody = ({ body, form }: Route, components: Components): Pick<Operation, 'requestBody'> => {
  if (body === undefined) return {};
  const schema = jsonSchema(body, 'input', components);
  const types = ['application/json', ...(form === true ? ['application/x-www-form-urlencoded'] : [])];
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  return { requestBody: { required: (schema.required ?? []).length > 0, content } };
};

const success = ({ answers }: Route, components: Components): Response => {
  if (answers.schema === undefined && answers.contentType === undefined) return { description: 'Done; no content.' };
  const schema: JsonSchema =
    answers.schema === undefined ? { type: 'string' } : jsonSchema(answers.schema, 'output', components);
  return { description: 'Success.', content: { [answers.contentType ?? 'application/json']: { schema } } };
};

const takesInput = ({ params, query, body }: Route): boolean =>
  [params, query, body].some((part) => part !== undefined);

const generalCodes = (route: Route): GeneralProblem[] => [
  'request/malformed',
  ...(route.auth === 'player' ? (['auth/no-token'] as const) : []),
  'auth/invalid-token',
  ...(route.body === undefined ? [] : (['request/too-large', 'request/unsupported-media-type'] as const)),
  ...(takesInput(route) ? (['request/invalid'] as const) : []),
  'request/too-many',
];

const refusals = (description: string): Response => ({
  description,
  content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** `get /v1/games/{id}/events` as `getGamesByIdEvents`. */
const operationId = ({ method, path }: Route): string =>
  method +
  path
    .replace(/^\/v1/, '')
    .split(/[/.-]/)
    .map((part) => part.replace(/^\{(\w)(\w*)\}$/, (_, first: string, rest: string) => `by-${first}${rest}`))
    .flatMap((part) => part.split('-'))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const operation = (route: Route, components: Components): Operation => {
  const codes = [...new Set([...(route.problems ?? []), ...generalCodes(route)])];
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    security: route.auth === 'player' ? [{ accessToken: [] }] : [{}, { accessToken: [] }],
    parameters: [...parametersOf('path', route.params, components), ...parametersOf('query', route.query, components)],
    ...requestBody(route, components),
    responses: {
      [route.answers.status]: success(route, components),
      '4XX': refusals(`Refused, with one of: ${codes.join(', ')}.`),
      '5XX': refusals('server/internal or server/unavailable.'),
    },
    'x-problems': codes,
  };
};

const description = `Bodies are JSON in UTF-8, at most 64 KiB; unknown fields are refused. Times are ISO 8601 in UTC, durations end in Ms
and are integers, ids are opaque. Lists answer {items, next} and take limit and cursor. Errors are problem details (RFC 9457) with a stable code.`;

/** The API as OpenAPI 3.1, from the very values that are mounted. */
export const openApi = (routes: readonly Route[]): OpenApiDocument => {
  const schemas: Components = {};
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path]![route.method] = operation(route, schemas);
  }
  const { additionalProperties: _, ...problem } = jsonSchema(problemSchema, 'output', schemas);
  schemas.Problem = problem;
  return {
    openapi: '3.1.0',
    info: { title: 'Octothorpe', version: String(protocolVersion), description },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    'x-general-problems': Object.fromEntries(
      Object.entries(generalProblems).map(([code, [status, detail]]) => [code, { status, detail }]),
    ),
  };
};
