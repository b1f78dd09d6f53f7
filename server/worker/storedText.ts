// A stored text read behind the writers' backs: a large one in a thread of its own, because reading it would hold up every keystroke (P9).
import * as Y from 'yjs';
import type { StoredText } from '../../db/text';
import { Refused } from '../../domain/refusal';
import { loadDocument } from '../collab/load';
import type { Store } from '../collab/store';
import { type Bounds, inWorker } from '../files/inWorker';
import type { Log } from '../log';
import { type Findable, findableOf, type Reading } from './findable';

interface ReadNeeds {
  store: Pick<Store, 'readLog'>;
  log: Log;
  /** Ends a reading under way. */
  signal?: AbortSignal | undefined;
}

/** What the thread is handed: rows end to end, and how it answers. Without a reading it answers the state. */
export interface LargeText {
  bytes: Uint8Array;
  /** Where each row ends in `bytes`. */
  ends: number[];
  reading: Reading | null;
}

/** Up to here a text is read in a few ms; a thread costs as much. */
const SMALL = 64 * 1024;
/** A text of 20 MiB of ordinary writing takes half of each. */
const BOUNDS: Bounds = { time: 30_000, memory: 512 };

/** @throws Refused `unreadable-file` when it takes too long or too much memory. */
export function findableIn(needs: ReadNeeds, docId: string, stored: StoredText, reading: Reading): Promise<Findable> {
  return readIn(needs, docId, stored, reading, (doc) => findableOf(doc, reading));
}

/** All of it as one update. @throws as findableIn. */
export function stateIn(needs: ReadNeeds, docId: string, stored: StoredText): Promise<Uint8Array> {
  return readIn(needs, docId, stored, null, (doc) => Y.encodeStateAsUpdate(doc));
}

/** The number of the last update in it. */
export function endOf({ snapshot, tail }: StoredText): number {
  return tail.at(-1)?.seq ?? snapshot?.seq ?? 0;
}

async function readIn<T>(
  needs: ReadNeeds,
  docId: string,
  stored: StoredText,
  reading: Reading | null,
  read: (doc: Y.Doc) => T,
): Promise<T> {
  const rows = [...(stored.snapshot ? [stored.snapshot.state] : []), ...stored.tail.map(({ bytes }) => bytes)];
  const isLarge = rows.reduce((sum, { length }) => sum + length, 0) > SMALL;
  if (isLarge && stored.snapshot?.sound !== false) {
    const answer = await inThread<T>(rows, reading, needs.signal);
    if (answer !== null) return answer;
  }
  // Small, or damaged: what has to be cured is read here, with what is said about it, and then like any other.
  const { doc } = await loadDocument(needs, docId, stored);
  try {
    if (!isLarge) return read(doc);
    const answer = await inThread<T>([Y.encodeStateAsUpdate(doc)], reading, needs.signal);
    if (answer === null) throw new Error('a cured text cannot be read');
    return answer;
  } finally {
    doc.destroy();
  }
}

/** Null when the rows cannot be read as they are. */
function inThread<T>(
  rows: readonly Uint8Array[],
  reading: Reading | null,
  signal: AbortSignal | undefined,
): Promise<T | null> {
  let end = 0;
  const ends = rows.map(({ length }) => {
    end += length;
    return end;
  });
  const bytes = new Uint8Array(end);
  for (const [n, row] of rows.entries()) bytes.set(row, (ends[n] ?? 0) - row.length);
  const data: LargeText = { bytes, ends, reading };
  const over = (detail: string) => new Refused('unreadable-file', { detail });
  return inWorker({ name: 'textWorker', data, transfer: [bytes.buffer], bounds: BOUNDS, over, signal });
}
