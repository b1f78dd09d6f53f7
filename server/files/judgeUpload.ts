// An uploaded package to its verdict, in a worker thread of its own: who sends it is nobody we know, and everybody else writes on.
import type { Verdict } from '../../domain/package/format';
import type { PublishedKey } from '../../domain/package/keys';
import { Refused } from '../../domain/refusal';
import { type Bounds, inWorker } from './inWorker';

export interface Uploaded {
  bytes: Uint8Array;
  /** The keys that are known here. */
  keys: readonly PublishedKey[];
  /** As `verifyPackage` takes it. */
  witness: string | null;
}

/** A large package takes a second; what it inflates to stands outside of the heap and is bounded by its reader. */
const BOUNDS: Bounds = { time: 10_000, memory: 128 };

/**
 * PK16. @throws Refused as `filesOfZip`; `too-large` when judging it takes too long or too much memory.
 */
export function judgeUpload({ bytes, keys, witness }: Uploaded): Promise<Verdict> {
  // Its own copy, handed over: a clone would take all of whatever larger buffer the bytes are a view of.
  const own = Uint8Array.from(bytes);
  const over = (detail: string) => new Refused('too-large', { detail });
  const data: Uploaded = { bytes: own, keys, witness };
  return inWorker({ name: 'verifyWorker', data, transfer: [own.buffer], bounds: BOUNDS, over });
}
