// Every document of a restored database begins a new history, so that no copy of the one before is ever merged into it (P4).
import type postgres from 'postgres';
import * as Y from 'yjs';
import { beginEpoch, documentIds } from '../../db/backup/afterwards';
import { loadText, readLog } from '../../db/text';
import { must } from '../../domain/must';
import { loadDocument } from '../collab/load';
import type { Log } from '../log';
import { count, EVERY_MS } from './progress';

/** Answers the documents, and how many rows of their logs had to be cured or left out. One document is in memory at a time. */
export async function beginHistories(
  tx: postgres.TransactionSql,
  { epoch, log, say }: { epoch: number; log: Log; say: (line: string) => void },
): Promise<{ ids: string[]; damaged: number }> {
  const ids = await documentIds(tx);
  const store = { readLog: (from: Parameters<typeof readLog>[1]) => readLog(tx, from) };
  let damaged = 0;
  let said = performance.now();
  for (const [n, docId] of ids.entries()) {
    if (performance.now() - said >= EVERY_MS) {
      said = performance.now();
      say(`  documents: ${count(n)} of ${count(ids.length)} so far`);
    }
    const stored = must(await loadText(tx, docId), 'a listed document is there');
    const loaded = await loadDocument({ store, log }, docId, stored);
    damaged += loaded.damaged;
    const state = Y.encodeStateAsUpdate(loaded.doc);
    const ends = Y.decodeStateVector(Y.encodeStateVector(loaded.doc));
    await beginEpoch(tx, { docId, from: stored.epoch, epoch, state, ends });
    loaded.doc.destroy();
  }
  return { ids, damaged };
}
