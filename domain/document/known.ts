// What a node and a mark may say beside its words: one list for what a page may write (the guard) and for what can be signed (layout.ts).
import { LIST_KINDS, PARAGRAPH_ROLES, POINT_KINDS } from './blocks';
import { MAX_SPAN, safeHref, schema } from './schema';

/** Longest id or key, in UTF-16 code units: what our page and the templates write has 128 at most. */
const MAX_NAME = 200;
/** What a page can write: merging and adding rows make spans as large as a table. The binding hands any number to the tables, which fill it. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  level: [1, 3],
  indent: [0, 3],
  colspan: [1, MAX_SPAN],
  rowspan: [1, MAX_SPAN],
};
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'point.kind': POINT_KINDS,
  'list_item.kind': LIST_KINDS,
  'paragraph.role': PARAGRAPH_ROLES,
};

/** The content marks that say nothing but that they are there. */
export const PLAIN_MARKS = ['em', 'highlight', 'strong', 'underline'] as const;

/**
 * Why a node of the schema may not have this attribute with this value, or null when it may. What is null is absent. `inCell`: it stands
 * in a cell, where a paragraph is words alone: what is signed has no place for a role there, so there is none.
 */
export function attributeFault(node: string, name: string, value: unknown, inCell: boolean): string | null {
  const attrs = schema.nodes[node]?.spec.attrs;
  if (!attrs || !Object.hasOwn(attrs, name)) return `attribute ${name} of ${node}`;
  const fine = value === null || value === undefined || (!(inCell && name === 'role') && fits(node, name, value));
  return fine ? null : `value of attribute ${name}`;
}

/** `point.kind`: the first attribute of a node that is not the schema's, by its name or by its value; null for none, and for a node that is not its. */
export function unknownAttribute(
  node: string,
  attrs: Readonly<Record<string, unknown>>,
  inCell: boolean,
): string | null {
  if (!Object.hasOwn(schema.nodes, node)) return null;
  const found = Object.entries(attrs).find(([name, value]) => attributeFault(node, name, value, inCell) !== null);
  return found ? `${node}.${found[0]}` : null;
}

/** Why words may not stand under this mark with this value, or null when they may. Comments and suggestions are not asked here: they are no content. */
export function contentMarkFault(name: string, value: unknown): string | null {
  if (PLAIN_MARKS.some((mark) => mark === name))
    return value === true || hasOnly(value, null) ? null : `value of mark ${name}`;
  if (name === 'link') return hasOnly(value, 'href') && safeHref(value.href) ? null : 'address of a link';
  return `mark ${name}`;
}

/**
 * Kinds and roles are those that the text knows; ids and keys are names: search, threads and fields keep them as text, and PostgreSQL has
 * none with U+0000 or half a character in it. `colwidth` is never set (schema.ts says why).
 */
function fits(node: string, name: string, value: unknown): boolean {
  const words = WORDS[`${node}.${name}`];
  if (words) return words.some((one) => one === value);
  const range = NUMBERS[name];
  if (range) return Number.isInteger(value) && Number(value) >= range[0] && Number(value) <= range[1];
  return name !== 'colwidth' && isName(value);
}

export function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_NAME && !/\p{Cc}/u.test(value) && value.isWellFormed();
}

/** Whether `value` is a plain object with exactly this key (or none). */
export function hasOnly<K extends string>(value: unknown, key: K | null): value is Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return key === null ? keys.length === 0 : keys.length === 1 && keys[0] === key;
}
