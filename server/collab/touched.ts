// Whether a change of the document wrote or deleted a comment mark: then the marks want looking at (way of a frame 9).
import * as Y from 'yjs';
import { isCommentKey } from '../../domain/document/layout';

/**
 * Looks at what the transaction added and deleted, not at the document. To be asked in `afterTransaction`: later, what was
 * deleted is collected and tells nothing any more.
 */
export function touchesMarks(transaction: Y.Transaction): boolean {
  for (const struct of added(transaction)) if (isCommentMark(struct)) return true;
  for (const struct of deleted(transaction)) if (isCommentMark(struct)) return true;
  return false;
}

/** The keys of the comment marks that the transaction deleted: with its words, or by writing them anew. */
export function marksDeleted(transaction: Y.Transaction): Set<string> {
  const keys = new Set<string>();
  for (const struct of deleted(transaction)) {
    if (!isCommentMark(struct)) continue;
    const { key, value } = struct.content as Y.ContentFormat & { value: unknown };
    if (value !== null) keys.add(key);
  }
  return keys;
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
