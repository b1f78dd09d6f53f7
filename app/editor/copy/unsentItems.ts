// Comments that the server does not have yet: what is kept of them, read, written and dropped.
import { del, getAll, put } from 'lib0/indexeddb';
import { inStore, type Whose } from './unsentStore';

/** In no order; empty where the browser has no store. What an older page kept in another shape is the caller's to tell. */
export async function readUnsent(whose: Whose): Promise<unknown[]> {
  const kept: unknown[] = (await inStore(whose, (store) => getAll(store))) ?? [];
  return kept.flatMap((item) => (typeof item === 'string' ? parsed(item) : []));
}

/** What cannot be read keeps nothing else back. */
function parsed(item: string): unknown[] {
  try {
    return [JSON.parse(item) as unknown];
  } catch (error) {
    console.warn('unsent words that this browser kept are damaged', error);
    return [];
  }
}

/** Answers whether it is kept: if not, it lives in this page alone. */
export async function keepUnsent(whose: Whose, key: string, item: unknown): Promise<boolean> {
  return (await inStore(whose, async (store) => void (await put(store, JSON.stringify(item), key)))) !== null;
}

export async function dropUnsent(whose: Whose, key: string): Promise<void> {
  await inStore(whose, (store) => del(store, key));
}
