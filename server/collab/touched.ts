// Whether a change of the document wrote or deleted a comment mark: then the marks want looking at (way of a frame 9).
import * as Y from 'yjs';
import { isCommentKey } from '../../domain/document/layout';

/** Looks at what the transaction added and deleted, not at the document. */
export function touchesMarks(transaction: Y.Transaction): boolean {
  let found = false;
  for (const struct of added(transaction)) found ||= isCommentMark(struct);
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    found ||= isCommentMark(struct);
  });
  return found;
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

function isCommentMark(struct: unknown): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentFormat && isCommentKey(struct.content.key);
}
