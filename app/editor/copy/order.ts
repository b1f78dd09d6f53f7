// Whether this page's copy shows the very same words in another order than a load of the text does (RM30).
import * as Y from 'yjs';
import { blocksOf } from '../../../domain/document/layout';

/** In bytes: looking takes as long as loading. */
const MOST_BYTES = 1024 * 1024;

/**
 * `state` as the server gave it with a page. False also when it knows something that the copy does not have yet, or is too large
 * to be looked at. Forged neighbours make the two differ, and then only a fresh copy shows what everybody else sees.
 */
export function isInAnotherOrder(doc: Y.Doc, state: Uint8Array): boolean {
  if (state.length > MOST_BYTES) return false;
  const loaded = new Y.Doc();
  try {
    Y.applyUpdate(loaded, state);
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(loaded)));
    return Y.equalSnapshots(Y.snapshot(loaded), Y.snapshot(doc)) && shownBy(loaded) !== shownBy(doc);
  } finally {
    loaded.destroy();
  }
}

function shownBy(doc: Y.Doc): string {
  return JSON.stringify(blocksOf(doc, false));
}
