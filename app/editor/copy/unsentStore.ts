// Comments that the server does not have yet, kept in the browser by person and review until they are sent, dropped or wiped.
import { createStores, del, getAll, openDB, put, rtop, transact } from 'lib0/indexeddb';
import type { CopyKey } from './localCopy';

type Whose = Pick<CopyKey, 'person' | 'review'>;

const STORE = 'unsent';

/** Not below the name of the copies: those are found by it and read as texts. */
function nameOf({ person, review }: Whose): string {
  return `countersign-unsent/${person}/${review}`;
}

/** In no order; empty where the browser has no store. What an older page kept in another shape is the caller's to tell. */
export async function readUnsent(whose: Whose): Promise<unknown[]> {
  const kept: unknown[] = (await inStore(whose, (store) => getAll(store))) ?? [];
  return kept.flatMap((item) => (typeof item === 'string' ? [JSON.parse(item) as unknown] : []));
}

/** Answers whether it is kept: if not, it lives in this page alone. */
export async function keepUnsent(whose: Whose, key: string, item: unknown): Promise<boolean> {
  return (await inStore(whose, async (store) => void (await put(store, JSON.stringify(item), key)))) !== null;
}

export async function dropUnsent(whose: Whose, key: string): Promise<void> {
  await inStore(whose, (store) => del(store, key));
}

/** Empties the store; its database is left, because another tab may hold it open and would block deleting it. */
export async function wipeUnsent(whose: Whose): Promise<void> {
  await inStore(whose, (store) => rtop(store.clear()));
}

/** Null when the browser has no working store. */
async function inStore<T>(whose: Whose, work: (store: IDBObjectStore) => Promise<T>): Promise<T | null> {
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
