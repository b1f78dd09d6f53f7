// Positions that survive editing: from a client's JSON or our own anchors to an offset in the words, and back.
import * as Y from 'yjs';
import { CONTENT, contentOf } from './layout';
import type { Passage } from './passage';

/** A Yjs relative position as plain JSON: what relativePositionToJSON and y-prosemirror make. */
export interface Position {
  type: Id | null;
  tname: string | null;
  item: Id | null;
  assoc: number;
}

interface Id {
  client: number;
  clock: number;
}

/** A position out of hostile JSON, or null for anything else. */
export function parsePosition(value: unknown): Position | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type, tname, item, assoc } = value as Record<string, unknown>;
  const position = { type: idOrNull(type), tname: tname ?? null, item: idOrNull(item), assoc: assoc ?? 0 };
  if (position.type === 'wrong' || position.item === 'wrong' || typeof position.assoc !== 'number') return null;
  if (position.tname !== null && position.tname !== CONTENT) return null;
  if (position.type === null && position.tname === null && position.item === null) return null;
  return position as Position;
}

function idOrNull(value: unknown): Id | null | 'wrong' {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return 'wrong';
  const { client, clock } = value as Record<string, unknown>;
  return isCount(client) && isCount(clock) ? { client, clock } : 'wrong';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/**
 * The offset of a position in the passage; null when the document does not know it. A position in deleted text is where the
 * text stood. Yjs' own function would create a shared type for an unknown root name and follows nothing that is deleted.
 */
export function offsetOf(doc: Y.Doc, passage: Passage, position: Position): number | null {
  const place = position.item ? itemPlace(doc, position.item, position.assoc) : typePlace(doc, position);
  if (!place) return null;
  let { node, index } = place;
  while (!passage.spans.has(node)) {
    const item: Y.Item | null = node._item;
    if (!item || !(item.parent instanceof Y.AbstractType)) return null;
    index = liveBefore(item);
    node = item.parent;
  }
  const span = passage.spans.get(node);
  if (!span) return null;
  if (node instanceof Y.XmlText) return Math.min(span.start + index, span.end);
  const child = node instanceof Y.XmlFragment ? node.toArray()[index] : undefined;
  return (child && passage.spans.get(child)?.start) ?? span.end;
}

type Node = Y.AbstractType<unknown>;

function itemPlace(doc: Y.Doc, id: Id, assoc: number): { node: Node; index: number } | null {
  const item = structAt(doc, id);
  if (!item || !(item.parent instanceof Y.AbstractType) || item.parentSub !== null) return null;
  const inside = item.deleted || !item.countable ? 0 : id.clock - item.id.clock + (assoc >= 0 ? 0 : 1);
  return { node: item.parent, index: liveBefore(item) + inside };
}

function typePlace(doc: Y.Doc, position: Position): { node: Node; index: number } | null {
  const content = position.type ? structAt(doc, position.type)?.content : null;
  const held = content instanceof Y.ContentType ? (content.type as Node) : null;
  const node = position.type ? held : (contentOf(doc) as unknown as Node);
  return node && { node, index: position.assoc >= 0 ? Number.MAX_SAFE_INTEGER : 0 };
}

function structAt(doc: Y.Doc, id: Id): Y.Item | null {
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(id.client, id.clock));
  return struct instanceof Y.Item ? struct : null;
}

function liveBefore(item: Y.Item): number {
  let count = 0;
  for (let left = item.left; left !== null; left = left.left) if (!left.deleted && left.countable) count += left.length;
  return count;
}

/** Whether a position holds on to what was deleted, or to what this document never had. */
export function isGone(doc: Y.Doc, { item, type }: Position): boolean {
  const id = item ?? type;
  return id !== null && (structAt(doc, id)?.deleted ?? true);
}

/** Whether a position is of this document's history, deleted or not. */
export function isKnown(doc: Y.Doc, { item, type }: Position): boolean {
  const id = item ?? type;
  return id === null || id.clock < Y.getState(doc.store, id.client);
}

/** The position before a character (`assoc` 0), or behind it (-1). */
export function positionOfItem(item: { client: number; clock: number }, assoc: 0 | -1): Position {
  return { type: null, tname: null, item, assoc };
}

/** The position that holds on to the character after `offset` ('after') or before it ('before'). */
export function positionAt(passage: Passage, offset: number, holdOn: 'after' | 'before'): Position | null {
  const piece = passage.pieces.find(({ start, end }) =>
    holdOn === 'after' ? offset >= start && offset < end : offset > start && offset <= end,
  );
  if (!piece) return null;
  const found = Y.createRelativePositionFromTypeIndex(piece.node, offset - piece.start, holdOn === 'after' ? 0 : -1);
  return parsePosition(Y.relativePositionToJSON(found));
}
