// Where the browser keeps words that the server does not have yet, by person and review, until they are sent, dropped or wiped.
import { createStores, openDB, rtop, transact } from 'lib0/indexeddb';
import type { CopyKey } from './localCopy';

export type Whose = Pick<CopyKey, 'person' | 'review'>;

const STORE = 'unsent';

/** Not below the name of the copies: those are found by it and read as texts. */
function nameOf({ person, review }: Whose): string {
  return `countersign-unsent/${person}/${review}`;
}

/** Empties the store; its database is left, because another tab may hold it open and would block deleting it. */
export async function wipeUnsent(whose: Whose): Promise<void> {
  await inStore(whose, (store) => rtop(store.clear()));
}

/** Null when the browser has no working store. */
export async function inStore<T>(whose: Whose, work: (store: IDBObjectStore) => Promise<T>): Promise<T | null> {
  try {
    const db = await openDB(nameOf(whose), (made) => createStores(made, [[STORE]]));
    try {
      const [store] = transact(db, [STORE]);
      return store ? await work(store) : null;
    } finally {
      db.close();
    }
  } catch (error) {
    console.warn('unsent comments are in this page alone', error);
    return null;
  }
}
