// Snapshots: the state of a room written beside the log, so that the next load reads less (ENGINE, choice 2).
import * as Y from 'yjs';
import type { Log } from '../log';
import type { Room } from './room';
import type { Store } from './store';

/**
 * Encoded now, stored once everything in it is committed, so that a room in which somebody always types is compacted too. A
 * failure costs the next load some time and nothing else: the log has everything.
 */
export async function compactRoom({ store, log }: { store: Store; log: Log }, room: Room): Promise<void> {
  if (room.compacting || room.dead) return;
  room.compacting = true;
  const { docId, epoch, expectedSeq } = room;
  const state = Y.encodeStateAsUpdate(room.doc);
  const behind = room.tail + room.pendingCount;
  try {
    const seq = await room.committedSeq();
    room.tail = Math.max(0, room.tail - behind);
    // Another node's update stands between: this state lacks it.
    if (seq === expectedSeq && room.seq >= expectedSeq) await store.saveSnapshot({ docId, epoch, seq, state });
  } catch (error) {
    log.warn('a snapshot could not be written', { docId, error });
  } finally {
    room.compacting = false;
  }
}
