// What may stand where: nodes, nesting, attributes and marks of domain/document/schema.ts, for one new struct at its place.
import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { attributeFault, contentMarkFault, hasOnly, isName, PLAIN_MARKS } from '../../../domain/document/known';
import { DELETION, INSERTION, isCommentKey, isSuggestionId } from '../../../domain/document/layout';
import { schema } from '../../../domain/document/schema';
import type { Place } from './place';

const MAX_THREAD_ID = 100;

const NODES = new Map(Object.entries(schema.nodes));
const CONTENT_MARKS: ReadonlySet<string> = new Set([...PLAIN_MARKS, 'link']);
const SUGGESTIONS: ReadonlySet<string> = new Set([INSERTION, DELETION]);

/** Why this content may not stand at this place, or null when it may. `root` says that the owner is the fragment itself. */
export function faultOf(content: Y.Item['content'], place: Place, root: boolean): string | null {
  // A tombstone shows nothing wherever it stands; frames that may not hold one are refused earlier.
  if (content instanceof Y.ContentDeleted) return null;
  if (place.owner instanceof Y.XmlText) return place.sub === null ? textFault(content) : 'an attribute of a text';
  const node = root ? schema.topNodeType : nodeOf(place.owner);
  if (!node) return 'a parent that is not of this schema';
  if (place.sub === null) return childFault(content, node);
  return valueFault(content, place.sub, root ? null : node, isCell(place.within));
}

function isCell(holder: object | null): boolean {
  return holder instanceof Y.XmlElement && (holder.nodeName === 'table_cell' || holder.nodeName === 'table_header');
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

function valueFault(content: Y.Item['content'], name: string, node: NodeType | null, inCell: boolean): string | null {
  if (!node) return `attribute ${name} of the document`;
  if (!(content instanceof Y.ContentAny)) return `attribute ${name} that is no value`;
  for (const value of content.arr) {
    const fault = attributeFault(node.name, name, value, inCell);
    if (fault !== null) return fault;
  }
  return null;
}

/** Comment marks are carried, not trusted: splitting, joining and typing at their edge write them (PROMISES, way of a frame 4). */
function markFault(key: string, value: unknown): string | null {
  const known = CONTENT_MARKS.has(key) || SUGGESTIONS.has(key) || isCommentKey(key);
  if (known && value === null) return null;
  if (isCommentKey(key)) return hasOnly(value, 'id') && isThreadId(value.id) ? null : 'value of a comment mark';
  if (SUGGESTIONS.has(key)) return hasOnly(value, 'id') && isSuggestion(value.id) ? null : `value of ${key}`;
  return contentMarkFault(key, value);
}

function isThreadId(id: unknown): boolean {
  return id !== '' && isName(id) && String(id).length <= MAX_THREAD_ID;
}

function isSuggestion(id: unknown): boolean {
  return isSuggestionId(id) && (typeof id === 'number' || isName(id));
}
