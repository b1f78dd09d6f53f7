// The text held still for one transaction: nobody writes, nothing is pending, and what is signed is what is on disk (T29).
import * as Y from 'yjs';
import { CLOSE } from '../../domain/protocol';
import { RoomReset } from './pending';
import type { Room } from './room';
import type { Store } from './store';
import type { Frozen, Tx } from './types';

/**
 * Runs `fn` inside the document's queue with a copy of the text, and raises the freeze number in the same transaction. What
 * `fn` throws rolls back and changes nothing here. `closeWriters` is called with the commit, before the gate opens: what waits
 * at it belongs to connections that are closed by then. @throws RoomReset when the log stood elsewhere than this memory.
 */
export async function freezeRoom<T>(
  store: Store,
  room: Room,
  fn: (tx: Tx, frozen: Frozen) => Promise<T>,
  closeWriters: () => void,
): Promise<T> {
  return room.gate.exclusively(async () => {
    await room.committedSeq();
    let decided = false;
    try {
      const answer = await store.freeze(room.docId, room, async (tx, at) => {
        if (at.epoch !== room.epoch || at.freezeNo !== room.freezeNo) room.reset(CLOSE.askAgain);
        room.applyRemote(at.missed);
        const frozen = copyOf(room);
        try {
          const value = await fn(tx, frozen);
          decided = true;
          return { value };
        } finally {
          frozen.doc.destroy();
        }
      });
      if (!answer) throw new RoomReset(CLOSE.noSuchReview);
      room.freezeNo += 1;
      closeWriters();
      return answer.value;
    } catch (error) {
      // `fn` was through and the commit's answer is missing: it may have happened. Memory that does not know is thrown away.
      if (decided) room.reset(CLOSE.askAgain);
      throw error;
    }
  });
}

function copyOf(room: Room): Frozen {
  if (room.dead) throw new RoomReset(CLOSE.askAgain);
  const state = room.text.state();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return { doc, state, epoch: room.epoch, seq: room.seq };
}
