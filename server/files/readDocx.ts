// A .docx to its text, in a worker thread of its own: whatever the file does, it ends in time, and the server keeps its memory.
import { availableParallelism } from 'node:os';
import { Refused } from '../../domain/refusal';
import { type Bounds, inWorker } from './inWorker';
import { Turns } from './turns';

/** What is inflated outside the heap is bounded by docxPackage. */
const BOUNDS: Bounds = { time: 10_000, memory: 34 };

/** Uploads read at once, and how many more may wait for their turn. */
const turns = new Turns(Math.max(1, Math.min(2, availableParallelism() - 1)), 20);

/** @throws Refused as `docxText`, `unreadable-file` when it takes too long or too much memory, `unavailable` when too many wait. */
export function readDocx(bytes: Uint8Array, bounds: Bounds = BOUNDS): Promise<string> {
  // Its own copy, handed over: a clone would take all of whatever larger buffer the bytes are a view of.
  const own = Uint8Array.from(bytes);
  const over = (detail: string) => new Refused('unreadable-file', { detail });
  return turns.take(() => inWorker({ name: 'docxWorker', data: own, transfer: [own.buffer], bounds, over }));
}
