// From the log to a document in memory: snapshot and tail, and what happens when a stored update cannot be read.
import * as Y from 'yjs';
import type { LogRow, StoredText } from '../../db/text';
import type { Log } from '../log';
import { cured } from './cure';
import type { Store } from './store';

/** A state of so many bytes is a document again in a few ms: until somebody writes, its bytes serve. */
const SMALL = 64 * 1024;

/** What a room begins with. */
export interface LoadedText {
  /** A document, or the bytes of a state that are known to be sound. */
  text: Y.Doc | Uint8Array;
  seq: number;
  tail: number;
  bytes: number;
}

/** The stored bytes themselves where nothing has to be done to them: whoever comes in is sent just these. */
export async function loadForRoom(
  needs: { store: Pick<Store, 'readLog'>; log: Log },
  docId: string,
  stored: StoredText,
): Promise<LoadedText & { damaged: number }> {
  const { snapshot, tail } = stored;
  if (snapshot?.sound && tail.length === 0) {
    return { text: snapshot.state, seq: snapshot.seq, tail: 0, bytes: snapshot.state.length, damaged: 0 };
  }
  const { doc, ...rest } = await loadDocument(needs, docId, stored);
  if (rest.bytes > SMALL) return { text: doc, ...rest };
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { text: state, ...rest };
}

export interface Loaded {
  doc: Y.Doc;
  seq: number;
  /** Updates behind the snapshot. */
  tail: number;
  /** About the size of the state, from above. */
  bytes: number;
  /** Rows that had to be cured or left out; each was logged. */
  damaged: number;
}

/** Never fails on what is stored: a document that could not be opened would be lost to everybody (danger 2). */
export async function loadDocument(
  needs: { store: Pick<Store, 'readLog'>; log: Log },
  docId: string,
  stored: StoredText,
): Promise<Loaded> {
  const { snapshot } = stored;
  const rows = [...(snapshot ? [{ seq: snapshot.seq, bytes: snapshot.state }] : []), ...stored.tail];
  const isChanged = snapshot?.sound === false;
  const quick = isChanged ? null : applyAll(rows);
  if (quick) return { ...quick, tail: stored.tail.length, damaged: 0 };
  // The log is whole from its beginning.
  const log = snapshot ? await needs.store.readLog({ docId, epoch: stored.epoch, after: 0 }) : stored.tail;
  if (isChanged) {
    // Another word in it may read as well as the right one, and would be written on: bytes that are not those that were written are not read.
    needs.log.error('a snapshot is not what was written; the log is read in its place', { docId, seq: snapshot.seq });
    const anew = log.length >= snapshot.seq ? applyAll(log) : null;
    if (anew) return { ...anew, tail: log.length, damaged: 1 };
  }
  needs.log.error('a stored document cannot be read as it is; curing it', { docId });
  // The snapshot comes on top, for what it has and a damaged row lacks.
  const cure = applyCured(needs.log, docId, [...log, ...rows.slice(0, snapshot ? 1 : 0)]);
  return { ...cure, seq: rows.at(-1)?.seq ?? 0, tail: log.length };
}

/** Null when they cannot be read as they are. */
export function applyAll(rows: readonly LogRow[]): Omit<Loaded, 'tail' | 'damaged'> | null {
  const doc = new Y.Doc();
  let bytes = 0;
  try {
    Y.transact(doc, () => {
      for (const row of rows) {
        Y.applyUpdate(doc, row.bytes);
        bytes += row.bytes.length;
      }
    });
    // Yjs applies a struct of length 0 without a word, and can never load what it writes out with it.
    if (hasEmptyStruct(doc)) return null;
  } catch {
    // The caller logs it and takes the slow way.
    doc.destroy();
    return null;
  }
  return { doc, seq: rows.at(-1)?.seq ?? 0, bytes };
}

function hasEmptyStruct(doc: Y.Doc): boolean {
  for (const structs of doc.store.clients.values()) if (structs.some((struct) => struct.length === 0)) return true;
  return false;
}

/** Each row for itself: cured when it can be, left out when not, never without a word. */
function applyCured(log: Log, docId: string, rows: readonly LogRow[]): Pick<Loaded, 'doc' | 'bytes' | 'damaged'> {
  const doc = new Y.Doc();
  let damaged = 0;
  let bytes = 0;
  for (const row of rows) {
    const cure = applies(row.bytes) ? row.bytes : cured(row.bytes);
    if (cure !== row.bytes) damaged += 1;
    if (cure === null || !applies(cure)) {
      log.error('a stored update cannot be read and is left out', { docId, seq: row.seq, bytes: row.bytes.length });
      continue;
    }
    if (cure !== row.bytes)
      log.error('a stored update was damaged and is read without its damage', { docId, seq: row.seq });
    Y.applyUpdate(doc, cure);
    bytes += cure.length;
  }
  return { doc, bytes, damaged };
}

/** Tried on a document of its own, because Yjs applies the first half before it finds the second unreadable. */
function applies(update: Uint8Array): boolean {
  const scratch = new Y.Doc();
  try {
    const decoded = Y.decodeUpdate(update);
    if (decoded.structs.some((struct) => struct.length === 0)) return false;
    Y.applyUpdate(scratch, update);
    return true;
  } catch {
    // The answer is no; the caller logs which row it was.
    return false;
  } finally {
    scratch.destroy();
  }
}
