// Which fields of text the routes take, read from the schemas by which their commands parse; and which of them a request filled.
import { z } from 'zod';
import type { Route } from '../../server/api/route';

/** As far as zod writes JSON schema for bodies. */
interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** Every place that takes words of any kind, or anything at all; a list's members are `[]`, a key of any name is `*`. */
function placesIn(schema: Schema, path: string): string[] {
  const { properties, additionalProperties: others, items } = schema;
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (parts.length > 0) return parts.flatMap((one) => placesIn(one, path));
  if (properties || typeof others === 'object') {
    const named = Object.entries(properties ?? {}).flatMap(([name, one]) => placesIn(one, within(path, name)));
    return [...named, ...(typeof others === 'object' ? placesIn(others, within(path, '*')) : [])];
  }
  if (items) return placesIn(items, `${path}[]`);
  if (schema.enum || schema.const !== undefined || schema.format || schema.pattern) return [];
  return schema.type === undefined || [schema.type].flat().includes('string') ? [path] : [];
}

const within = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

/** `METHOD /path field` of every field that takes words, by the table of routes. */
export function textFields(routes: readonly Route[]): string[] {
  const found = routes.flatMap(({ method, path, request }) => {
    if (!request) return [];
    const schema = z.toJSONSchema(request, { unrepresentable: 'any', io: 'input' }) as Schema;
    return placesIn(schema, '').map((field) => `${method} ${path} ${field}`);
  });
  return [...new Set(found)].sort();
}

/** The fields of this request that hold words for which `is` answers yes, named as `textFields` names them. */
export function fieldsWith(
  routes: readonly Route[],
  { method, path, body }: { method: string; path: string; body: unknown },
  is: (words: string) => boolean,
): string[] {
  const segments = path.split('/');
  const route = routes.find((one) => one.method === method && isLike(one.path.split('/'), segments));
  if (!route) throw new Error(`no route takes ${method} ${path}`);
  return wordsIn(body, '')
    .filter(({ words }) => is(words))
    .map(({ field }) => `${method} ${route.path} ${field.replace(/^meta\..*/, 'meta.*')}`);
}

function isLike(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length && pattern.every((part, at) => part.startsWith(':') || part === segments[at])
  );
}

function wordsIn(value: unknown, path: string): { field: string; words: string }[] {
  if (typeof value === 'string') return [{ field: path, words: value }];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, `${path}[]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, one]) => wordsIn(one, within(path, name)));
}
