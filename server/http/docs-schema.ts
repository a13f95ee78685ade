import { type Html, html } from './html.ts';
import type { JsonSchema } from './openapi-document.ts';

const unsafe = Number.MAX_SAFE_INTEGER;
const range = (least: number | undefined, most: number | undefined, unit: string): string => {
  const low = least === undefined || least <= -unsafe ? undefined : least;
  const high = most === undefined || most >= unsafe ? undefined : most;
  if (low !== undefined && high !== undefined) return `${low}–${high}${unit}`;
  if (low !== undefined) return `at least ${low}${unit}`;
  return high === undefined ? '' : `at most ${high}${unit}`;
};

/** What a value must keep to, in words. */
const limits = (schema: JsonSchema): string =>
  [
    schema.format ?? '',
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
    schema.format === undefined && schema.pattern !== undefined && schema.pattern.length < 60 ? schema.pattern : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');

const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

const choices = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [];

const typeName = (schema: JsonSchema): Html => {
  if (schema.$ref !== undefined) return html`<a href="#schema-${refName(schema.$ref)}">${refName(schema.$ref)}</a>`;
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined) return html`${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}`;
  const several = choices(schema);
  if (several.length > 0) return html`${several.map((one, at) => html`${at > 0 ? ' | ' : ''}${typeName(one)}`)}`;
  if (schema.type === 'array') return html`${typeName(schema.items ?? {})}[]`;
  return html`${[schema.type ?? 'any'].flat().join(' | ')}`;
};

const nested = (schema: JsonSchema): Html | '' => {
  const inner = [schema, schema.items ?? {}, ...choices(schema)].filter(({ properties }) => properties !== undefined);
  return inner.length === 0 ? '' : html`<div class="nested">${inner.map(schemaTable)}</div>`;
};

const row = (name: string, schema: JsonSchema, required: boolean): Html => html`
  <tr>
    <th scope="row"><code>${name}</code>${required ? '' : html`<i>optional</i>`}</th>
    <td><code class="type">${typeName(schema)}</code> <small>${limits(schema)}</small>${nested(schema)}</td>
  </tr>`;

/** Fields of an object one a line; anything else as its type. */
export const schemaTable = (schema: JsonSchema): Html => {
  if (schema.properties === undefined)
    return html`<p><code class="type">${typeName(schema)}</code> <small>${limits(schema)}</small></p>${nested(schema)}`;
  const rows = Object.entries(schema.properties).map(([name, property]) =>
    row(name, property, schema.required?.includes(name) ?? false),
  );
  return html`<table><tbody>${rows}</tbody></table>`;
};

export const parameterTable = (
  parameters: readonly { readonly name: string; readonly required: boolean; readonly schema: JsonSchema }[],
): Html =>
  html`<table><tbody>${parameters.map(({ name, required, schema }) => row(name, schema, required))}</tbody></table>`;
