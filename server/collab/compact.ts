// Snapshots: the state of a room written beside the log, so that the next load reads less (ENGINE, choice 2).
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Room } from './room';
import { loadsAlike } from './sameOrder';
import type { Store } from './store';

interface CompactNeeds {
  store: Store;
  log: Log;
  clock: Clock;
}

/** Comparing a state with memory costs a load. A team that always writes at one place at once pays it so seldom. */
const LOOK_EVERY_MS = 60_000;

/**
 * Encoded now, stored once everything in it is committed, so that a room in which somebody always types is compacted too. A
 * failure costs the next load some time and nothing else: the log has everything.
 */
export async function compactRoom({ store, log, clock }: CompactNeeds, room: Room): Promise<void> {
  if (room.compacting || room.dead) return;
  room.compacting = true;
  const { docId, epoch, expectedSeq } = room;
  const state = room.text.state();
  const alike = !isDue(room, clock) || loadsAlike(room.text.doc, state);
  const behind = room.tail + room.pendingCount;
  try {
    const seq = await room.committedSeq();
    room.tail = Math.max(0, room.tail - behind);
    // Another node's update stands between: this state lacks it.
    const whole = seq === expectedSeq && room.seq >= expectedSeq;
    if (whole) await store.saveSnapshot({ docId, epoch, seq, state });
    // From that snapshot on, a load has another order than this memory.
    if (whole && !alike) room.reorder();
  } catch (error) {
    log.warn('a snapshot could not be written', { docId, error });
  } finally {
    // Not stored, it is compared again with a later one.
    room.loose ||= !alike;
    room.compacting = false;
  }
}

/** Who writes alone, or at a place of one's own, never pays: without a loose struct memory is what a load makes, and so it is asleep. */
function isDue(room: Room, clock: Clock): boolean {
  const due = room.loose && room.text.isAwake && clock.now() - room.comparedAt >= LOOK_EVERY_MS;
  if (due) {
    room.loose = false;
    room.comparedAt = clock.now();
  }
  return due;
}
