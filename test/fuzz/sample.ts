import type { JsonSchema, OpenApiDocument } from '../../server/http/openapi-document.ts';
import type { Chance } from './chance.ts';

const texts = [
  'abc',
  'Ab3_-x',
  'x0',
  'a longer text',
  'anna@example.org',
  '2026-01-01T00:00:00Z',
  '7b1e3a52-6a53-4c4e-9d0e-3d1f0f6b2c11',
];

const sampleText = ({ pattern, minLength = 0, maxLength = 1000 }: JsonSchema, chance: Chance): string => {
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && new RegExp(pattern ?? '', 'u').test(text);
  return chance.pick([...texts.filter(fits), texts.find(fits) ?? 'x'.repeat(minLength)]);
};

const sampleNumber = ({ minimum = 0, maximum = 100 }: JsonSchema, chance: Chance): number =>
  Math.max(minimum, 0) + chance.below(Math.min(maximum - Math.max(minimum, 0), 1000) + 1);

/** A value that the schema describes, as far as its keywords tell; rules across fields are not among them. */
export const sample = (schema: JsonSchema, document: OpenApiDocument, chance: Chance): unknown => {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return sample(document.components.schemas[name] ?? {}, document, chance);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.pick(schema.enum);
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return sample(chance.pick(several), document, chance);
  const type = chance.pick([schema.type ?? 'string'].flat());
  if (type === 'object') return sampleObject(schema, document, chance);
  if (type === 'array') return [sample(schema.items ?? {}, document, chance)];
  if (type === 'boolean') return chance.often(0.5);
  if (type === 'null') return null;
  return type === 'string' ? sampleText(schema, chance) : sampleNumber(schema, chance);
};

const sampleObject = (schema: JsonSchema, document: OpenApiDocument, chance: Chance): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name]) => schema.required?.includes(name) === true || chance.often(0.5))
      .map(([name, property]) => [name, sample(property, document, chance)]),
  );
