// What may stand where: nodes, nesting, attributes and marks of domain/document/schema.ts, for one new struct at its place.
import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { DELETION, INSERTION, isCommentKey, isSuggestionId } from '../../../domain/document/layout';
import { MAX_SPAN, safeHref, schema } from '../../../domain/document/schema';
import type { Place } from './place';

/** Longest id, key, kind or role, in UTF-16 code units: what our page and the templates write has 128 at most. */
const MAX_ATTRIBUTE = 200;
/** What a page can write: merging and adding rows make spans as large as a table. The binding hands any number to the tables, which fill it. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  level: [1, 3],
  indent: [0, 3],
  colspan: [1, MAX_SPAN],
  rowspan: [1, MAX_SPAN],
};
const MAX_THREAD_ID = 100;

const NODES = new Map(Object.entries(schema.nodes));
const PLAIN_MARKS = new Set(['strong', 'em', 'underline', 'highlight']);
const SUGGESTIONS: ReadonlySet<string> = new Set([INSERTION, DELETION]);

/** Why this content may not stand at this place, or null when it may. `root` says that the owner is the fragment itself. */
export function faultOf(content: Y.Item['content'], place: Place, root: boolean): string | null {
  // A tombstone shows nothing wherever it stands; frames that may not hold one are refused earlier.
  if (content instanceof Y.ContentDeleted) return null;
  if (place.owner instanceof Y.XmlText) return place.sub === null ? textFault(content) : 'an attribute of a text';
  const node = root ? schema.topNodeType : nodeOf(place.owner);
  if (!node) return 'a parent that is not of this schema';
  return place.sub === null ? childFault(content, node) : attributeFault(content, place.sub, root ? null : node);
}

function nodeOf(owner: object): NodeType | undefined {
  const node = owner instanceof Y.XmlElement ? NODES.get(owner.nodeName) : undefined;
  return node === schema.topNodeType || node?.isText ? undefined : node;
}

function textFault(content: Y.Item['content']): string | null {
  if (content instanceof Y.ContentString) return null;
  if (content instanceof Y.ContentFormat) return markFault(content.key, content.value);
  return 'something in a text that is neither characters nor a mark';
}

function childFault(content: Y.Item['content'], parent: NodeType): string | null {
  if (!(content instanceof Y.ContentType)) return `no node in ${parent.name}`;
  const { type } = content;
  if (type instanceof Y.XmlText) return parent.isTextblock ? null : `text in ${parent.name}`;
  const child = nodeOf(type);
  if (!child) return `node ${type instanceof Y.XmlElement ? type.nodeName : 'of another kind'}`;
  return parent.contentMatch.matchType(child) ? null : `${child.name} in ${parent.name}`;
}

function attributeFault(content: Y.Item['content'], name: string, node: NodeType | null): string | null {
  const attrs = node?.spec.attrs;
  if (!node || !attrs || !Object.hasOwn(attrs, name)) return `attribute ${name} of ${node?.name ?? 'the document'}`;
  if (!(content instanceof Y.ContentAny)) return `attribute ${name} that is no value`;
  const fits = valueRule(name, attrs[name]?.default);
  return content.arr.every(fits) ? null : `value of attribute ${name}`;
}

/**
 * Whole numbers of their range where the schema's default is a number, else names: search, threads and fields keep them as text,
 * and PostgreSQL has none with U+0000 or half a character in it. `colwidth` is never set (schema.ts says why).
 */
function valueRule(name: string, byDefault: unknown): (value: unknown) => boolean {
  const absent = (value: unknown) => value === null || value === undefined;
  if (name === 'colwidth') return absent;
  if (typeof byDefault === 'string' || byDefault === null) return (value) => absent(value) || isName(value);
  const [from, to] = NUMBERS[name] ?? [0, -1];
  return (value) => absent(value) || (Number.isInteger(value) && Number(value) >= from && Number(value) <= to);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_ATTRIBUTE && !/\p{Cc}/u.test(value) && value.isWellFormed();
}

/** Comment marks are carried, not trusted: splitting, joining and typing at their edge write them (PROMISES, way of a frame 4). */
function markFault(key: string, value: unknown): string | null {
  const known = PLAIN_MARKS.has(key) || SUGGESTIONS.has(key) || key === 'link' || isCommentKey(key);
  if (known && value === null) return null;
  if (PLAIN_MARKS.has(key)) return value === true || hasOnly(value, null) ? null : `value of mark ${key}`;
  if (key === 'link') return hasOnly(value, 'href') && safeHref(value.href) ? null : 'address of a link';
  if (isCommentKey(key)) return hasOnly(value, 'id') && isThreadId(value.id) ? null : 'value of a comment mark';
  if (SUGGESTIONS.has(key)) return hasOnly(value, 'id') && isSuggestion(value.id) ? null : `value of ${key}`;
  return `mark ${key}`;
}

function isThreadId(id: unknown): boolean {
  return id !== '' && isName(id) && String(id).length <= MAX_THREAD_ID;
}

function isSuggestion(id: unknown): boolean {
  return isSuggestionId(id) && (typeof id === 'number' || isName(id));
}

/** Whether `value` is a plain object with exactly this key (or none). */
function hasOnly<K extends string>(value: unknown, key: K | null): value is Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return key === null ? keys.length === 0 : keys.length === 1 && keys[0] === key;
}
