// Which changes of the document are edits of this page, and whether a copy holds words that the server did not give.
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

/** Content that came with the page: no edit. */
export const GIVEN = Symbol('given');

/**
 * Everything but what came from the server, with the page or out of the local store. Yjs itself removes formats that have become
 * needless, in listeners too: such a change holds no words, and the server may decline it from readers.
 */
export function isEdit(transaction: Y.Transaction, provider: unknown): boolean {
  const { origin } = transaction;
  if (origin === provider || origin === GIVEN || origin instanceof IndexeddbPersistence) return false;
  return origin !== null || insertsAnything(transaction);
}

function insertsAnything({ beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) if ((beforeState.get(client) ?? 0) < clock) return true;
  return false;
}

/** Whether `doc`, which has everything of `given`, has more: words or deletions of an earlier visit that may never have been sent. */
export function holdsMore(doc: Y.Doc, given: Uint8Array): boolean {
  const server = new Y.Doc();
  Y.applyUpdate(server, given);
  const more = !Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(server));
  server.destroy();
  return more;
}
