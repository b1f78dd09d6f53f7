// Snapshots of documents that a killed node has left with a long log: the next reader should not pay for it (ST19).
import type { Database } from '../../db/open';
import { alone, longTails } from '../../db/queries/housekeeping';
import { createStore } from '../collab/store';
import type { Log } from '../log';
import { endOf, stateIn } from './storedText';

/** From this length on a room writes one when it is let go; what is shorter nobody notices. */
const LONG = 200;
/** Nobody has it open: a room in use writes its own. Should one be open after all, a snapshot more does no harm. */
const QUIET_MS = 10 * 60_000;
const AT_ONCE = 10;

/** Answers how many were written. */
export async function writeMissingSnapshots(needs: {
  database: Database;
  log: Log;
  now: Date;
  signal?: AbortSignal | undefined;
}): Promise<number> {
  const { database, log, now, signal } = needs;
  const store = createStore(database);
  const quietSince = new Date(now.getTime() - QUIET_MS);
  let written = 0;
  for (const docId of await longTails(database.sql, { atLeast: LONG, quietSince, limit: AT_ONCE })) {
    if (signal?.aborted) break;
    await alone(database.sql, docId, async () => {
      const stored = await store.load(docId);
      // Another worker was here between the list and the lock.
      if (!stored || stored.tail.length < LONG) return;
      const state = await stateIn({ store, log, signal }, docId, stored);
      await store.saveSnapshot({ docId, epoch: stored.epoch, seq: endOf(stored), state });
      written += 1;
    });
  }
  return written;
}
