// The worker in which a large stored text is read: one text, one answer, then it ends (worker/storedText.ts).
import { parentPort, workerData } from 'node:worker_threads';
import * as Y from 'yjs';
import { applyAll } from '../collab/load';
import { findableOf } from '../worker/findable';
import type { LargeText } from '../worker/storedText';
import { answered } from './inWorker';

const { bytes, ends, reading } = workerData as LargeText;

void answered(() => {
  const rows = ends.map((end, n) => ({ seq: n + 1, bytes: bytes.subarray(ends[n - 1] ?? 0, end) }));
  // Who asked cures what cannot be read, and says so.
  const doc = applyAll(rows)?.doc;
  if (!doc) return null;
  return reading ? findableOf(doc, reading) : Y.encodeStateAsUpdate(doc);
}).then((answer) => parentPort?.postMessage(answer));
