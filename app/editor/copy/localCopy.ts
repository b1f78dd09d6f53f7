// The copy in the browser's own store: keyed by person, document and epoch, so that nobody meets another's words in it.
import { createStores, getAll, openDB, rtop, transact } from 'lib0/indexeddb';
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import type * as Y from 'yjs';

export interface CopyKey {
  person: string;
  review: string;
  epoch: number;
}

export interface LocalCopy {
  /** The updates that the store held before it met the text of now: what others deleted meanwhile is still in them. */
  left: readonly Uint8Array[];
  close(): Promise<void>;
}

/** A store that does not answer within this is done without, in ms. */
const LOAD_MS = 4000;

export function copyName({ person, review, epoch }: CopyKey): string {
  return `countersign/${person}/${review}/${epoch}`;
}

/**
 * Loads the local copy into `doc` and keeps it from then on. Null when the browser has no working store: then the words live
 * in this page alone until they are on the server. After null nothing of the store reaches `doc` any more.
 */
export async function openLocalCopy(key: CopyKey, doc: Y.Doc): Promise<LocalCopy | null> {
  const name = copyName(key);
  const left = await within(LOAD_MS, readAll(name));
  if (!left) return null;
  const store = new IndexeddbPersistence(name, doc);
  const loaded = await within(LOAD_MS, store.whenSynced);
  const close = async () => {
    await store.destroy();
  };
  if (!loaded) {
    void close();
    return null;
  }
  // Each visit appends the whole state: put together now, or they pile up.
  await within(LOAD_MS, storeState(store, true));
  return { left, close };
}

/** Empties the copy. Its database is left, because another tab may hold it open and would block deleting it. */
export async function wipeLocalCopy(key: CopyKey): Promise<void> {
  await within(
    LOAD_MS,
    openStore(copyName(key)).then(async (db) => {
      await Promise.all(transact(db, ['updates', 'custom']).map((store) => rtop(store.clear())));
      db.close();
    }),
  );
}

function openStore(name: string): Promise<IDBDatabase> {
  return openDB(name, (db) => createStores(db, [['updates', { autoIncrement: true }], ['custom']]));
}

/** Some browsers offer a store and refuse it at the first use (private windows, full disks). */
async function readAll(name: string): Promise<Uint8Array[]> {
  const db = await openStore(name);
  const [store] = transact(db, ['updates'], 'readonly');
  const updates = store ? ((await getAll(store)) as Uint8Array[]) : [];
  db.close();
  return updates;
}

/** What a promise brings, or null when it fails or takes longer: the page goes on without this store, and says why in the console. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (error) {
    console.warn('no local copy in this browser', error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
