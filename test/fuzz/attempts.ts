import type { OpenApiDocument, Operation } from '../../server/http/openapi-document.ts';
import type { Chance } from './chance.ts';
import { hostileBodies, hostileHeaders, hostileTexts, hostileValues } from './hostile-values.ts';
import { sample } from './sample.ts';

export interface Target {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** One request to be sent; `path` is encoded, with its query. */
export interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Draft {
  readonly method: string;
  readonly params: Record<string, string>;
  readonly query: [string, string][];
  body: unknown;
  rawBody?: string;
  headers: Record<string, string>;
}

/** A lone surrogate cannot be in a URL; the replacement character goes in its place, as a browser does it. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const sound = ({ method, operation }: Target, document: OpenApiDocument, chance: Chance): Draft => {
  const values = (place: 'path' | 'query') =>
    operation.parameters
      .filter((parameter) => parameter.in === place && (parameter.required || chance.often(0.5)))
      .map(({ name, schema }): [string, string] => [name, String(sample(schema, document, chance))]);
  const [content] = Object.values(operation.requestBody?.content ?? {});
  const body = content === undefined ? undefined : sample(content.schema, document, chance);
  return { method, params: Object.fromEntries(values('path')), query: values('query'), body, headers: {} };
};

/** A copy: later mutations may reach into it. */
const hostileValue = (chance: Chance): unknown => structuredClone(chance.pick(hostileValues));

type Mutation = (draft: Draft, chance: Chance) => void;

/** A random field somewhere in the body, with the object that has it. */
const someField = (value: unknown, chance: Chance): [Record<string, unknown>, string] | undefined => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return undefined;
  const holder = value as Record<string, unknown>;
  const name = chance.pick(Object.keys(holder));
  return (chance.often(0.5) ? someField(holder[name], chance) : undefined) ?? [holder, name];
};

const inBody =
  (change: (holder: Record<string, unknown>, name: string, chance: Chance) => void): Mutation =>
  (draft, chance) => {
    const found = someField(draft.body, chance);
    if (found === undefined) draft.body = hostileValue(chance);
    else change(...found, chance);
  };

const clip = (text: string): string => text.slice(0, 5_000);

const mutations: readonly Mutation[] = [
  () => {},
  inBody((holder, name) => delete holder[name]),
  inBody((holder, name, chance) => {
    holder[name] = hostileValue(chance);
  }),
  // Of the right type it gets past the schema more often, and to what lies behind.
  inBody((holder, name, chance) => {
    holder[name] = typeof holder[name] === 'string' ? chance.pick(hostileTexts) : hostileValue(chance);
  }),
  inBody((holder, _name, chance) => {
    holder[clip(chance.pick(hostileTexts))] = hostileValue(chance);
  }),
  (draft, chance) => {
    draft.rawBody = chance.pick(hostileBodies);
  },
  (draft, chance) => {
    for (const name of Object.keys(draft.params)) draft.params[name] = encoded(clip(chance.pick(hostileTexts)));
  },
  (draft, chance) => {
    const names = Object.keys(draft.params);
    if (names.length > 0)
      draft.params[chance.pick(names)] = chance.pick(['%', '%zz', '%00', '%C0%AF', '..%2f..', ';', '*', ':']);
  },
  (draft, chance) => {
    if (draft.query.length > 0) draft.query[chance.below(draft.query.length)]![1] = clip(chance.pick(hostileTexts));
    else draft.query.push([clip(chance.pick(hostileTexts)), 'x']);
  },
  (draft, chance) => {
    const [name, value] = draft.query[0] ?? ['limit', '1'];
    draft.query.push([`${name}${chance.pick(['', '[]', '[a]', '.b'])}`, value]);
  },
  (draft, chance) => {
    draft.headers = { ...draft.headers, ...chance.pick(hostileHeaders) };
  },
];

const bodyOf = ({ method, body, rawBody }: Draft): string | undefined =>
  method === 'get' ? undefined : (rawBody ?? (body === undefined ? undefined : JSON.stringify(body)));

const attemptOf = (draft: Draft, path: string): Attempt => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => draft.params[name] || '%20');
  const query = draft.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const body = bodyOf(draft);
  return {
    method: draft.method.toUpperCase(),
    path: query === '' ? filled : `${filled}?${query}`,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...draft.headers },
    ...(body === undefined ? {} : { body }),
  };
};

/** A request to the target with one or two things wrong, or, now and then, none. */
export const attempt = (target: Target, document: OpenApiDocument, token: string, chance: Chance): Attempt => {
  const draft = sound(target, document, chance);
  if (chance.often(0.85)) draft.headers.Authorization = `Bearer ${token}`;
  for (let count = 1 + chance.below(2); count > 0; count -= 1) chance.pick(mutations)(draft, chance);
  return attemptOf(draft, target.path);
};
