// Whether a change of the document wrote or deleted a comment mark: then the marks want looking at (way of a frame 9).
import * as Y from 'yjs';
import { isCommentKey } from '../../domain/document/layout';
import { stoodBefore } from '../../domain/document/stood';

/**
 * Looks at what the transaction added and deleted, not at the document; where there are threads (`holds`), at the paragraphs that words
 * were deleted from, too. To be asked in `afterTransaction`: later, what was
 * deleted is collected and tells nothing any more.
 */
export function touchesMarks(transaction: Y.Transaction, holds: boolean): boolean {
  for (const struct of added(transaction)) if (isCommentMark(struct)) return true;
  for (const struct of deleted(transaction)) if (isCommentMark(struct)) return true;
  if (holds) for (const _key of marksEmptied(transaction)) return true;
  return false;
}

/**
 * The keys of the comment marks that the transaction deleted, with its words or by writing them anew; `gone`: those that are no more
 * in a text where it did, and have perhaps no place left.
 */
export function marksDeleted(transaction: Y.Transaction): { all: Set<string>; gone: Set<string> } {
  const [all, gone] = [new Set<string>(), new Set<string>()];
  const standing = readOnce((text) => standingIn(text));
  for (const struct of deleted(transaction)) {
    if (!isCommentMark(struct)) continue;
    const { key, value } = struct.content as Y.ContentFormat & { value: unknown };
    if (value === null) continue;
    all.add(key);
    if (!standing(struct.parent).has(key)) gone.add(key);
  }
  // An end that was written before its words takes them out of the mark as well, and deletes nothing.
  for (const struct of added(transaction)) {
    if (!isCommentMark(struct)) continue;
    const { key, value } = struct.content as Y.ContentFormat & { value: unknown };
    if (value !== null || gone.has(key) || standing(struct.parent).has(key)) continue;
    all.add(key);
    gone.add(key);
  }
  for (const key of marksEmptied(transaction)) {
    all.add(key);
    gone.add(key);
  }
  return { all, gone };
}

/**
 * The keys of marks that stay while the transaction took the last of their words in a text, as an undo does: the empty mark is swept
 * up by a later transaction, when nobody knows the words any more.
 */
function* marksEmptied(transaction: Y.Transaction): Iterable<string> {
  const seen = new Set<unknown>();
  for (const struct of deleted(transaction)) {
    if (!(struct instanceof Y.Item) || !struct.countable || seen.has(struct.parent)) continue;
    const { parent } = struct;
    seen.add(parent);
    if (!(parent instanceof Y.XmlText) || parent._item?.deleted) continue;
    const marks = marksOf(parent);
    if (marks.size === 0) continue;
    const now = standingIn(parent);
    const before = standingIn(parent, (item) => stoodBefore(transaction, item));
    for (const key of marks) if (!now.has(key) && before.has(key)) yield key;
  }
}

/** The keys of the marks that a text still has, with words or without. */
function marksOf(text: Y.XmlText): Set<string> {
  const keys = new Set<string>();
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && isCommentMark(item)) keys.add((item.content as Y.ContentFormat).key);
  return keys;
}

/** The keys of the marks that have words in a text: all in one look along it, however many there are (RM38). */
function standingIn(text: unknown, isThere = (item: Y.Item) => !item.deleted): Set<string> {
  const [found, open] = [new Set<string>(), new Set<string>()];
  for (let item = text instanceof Y.XmlText ? text._start : null; item !== null; item = item.right) {
    if (!isThere(item)) continue;
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content as Y.ContentFormat & { value: unknown };
      if (!isCommentKey(key)) continue;
      if (value === null) open.delete(key);
      else if (!found.has(key)) open.add(key);
    } else if (item.countable && open.size > 0) {
      for (const key of open) found.add(key);
      open.clear();
    }
  }
  return found;
}

function readOnce<T>(read: (text: unknown) => T): (text: unknown) => T {
  const known = new Map<unknown, T>();
  return (text) => {
    const value = known.get(text) ?? read(text);
    known.set(text, value);
    return value;
  };
}

/** The words of each text in which the transaction wrote some. */
export function* textsWritten(transaction: Y.Transaction): Iterable<string> {
  const seen = new Set<unknown>();
  for (const struct of added(transaction)) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString) || seen.has(struct.parent))
      continue;
    seen.add(struct.parent);
    if (struct.parent instanceof Y.XmlText) yield wordsOf(struct.parent);
  }
}

function wordsOf(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc'))
    .join('');
}

/** Whether a heading came, went or was changed: then what stands below it may be in another section. */
export function touchesHeadings(transaction: Y.Transaction): boolean {
  for (const struct of added(transaction)) if (isOfHeading(struct)) return true;
  for (const struct of deleted(transaction)) if (isOfHeading(struct)) return true;
  return false;
}

/** The element itself, or an attribute of it. */
function isOfHeading(struct: unknown): boolean {
  if (!(struct instanceof Y.Item)) return false;
  const { content, parent, parentSub } = struct;
  const element = content instanceof Y.ContentType ? content.type : parentSub === null ? null : parent;
  return element instanceof Y.XmlElement && element.nodeName === 'heading';
}

/** Reads only: Y.iterateDeletedStructs splits structs, and they would be stored split (1.4 times the ideal state, measured). */
function* deleted({ doc, deleteSet }: Y.Transaction): Iterable<Y.Item | Y.GC> {
  for (const [client, ranges] of deleteSet.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at];
        if (!struct || struct.id.clock >= clock + len) break;
        yield struct;
      }
    }
  }
}

/** The structs that a transaction added, newest first per client. */
export function* added(transaction: Y.Transaction): Iterable<Y.Item | Y.GC> {
  const { store } = transaction.doc;
  for (const [client, structs] of store.clients) {
    const from = transaction.beforeState.get(client) ?? 0;
    for (let at = structs.length - 1; at >= 0; at--) {
      const struct = structs[at];
      if (!struct || struct.id.clock < from) break;
      yield struct;
    }
  }
}

function isCommentMark(struct: unknown): struct is Y.Item {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentFormat && isCommentKey(struct.content.key);
}
