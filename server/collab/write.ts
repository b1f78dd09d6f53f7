// The server's own writes and the reads, each answered when what it saw is on disk (way of a frame 8, 9).
import * as Y from 'yjs';
import { Refused } from '../../domain/refusal';
import { isFrozen } from '../../domain/workflow';
import type { Access } from './access';
import type { Room } from './room';

/** `fn` on the live document, in one transaction of the server's; resolves after the commit. @throws RoomReset: try again. */
export async function writeRoom<T>(
  room: Room,
  { marksOnly }: { marksOnly: boolean },
  fn: (doc: Y.Doc) => T,
): Promise<T> {
  while (room.closedGate) await room.closedGate;
  const value = room.write((doc) => (marksOnly ? onlyMarks(doc, fn) : fn(doc)));
  await room.flush();
  return value;
}

/** A bug of ours must not write text into a frozen document: what is no mark throws, and the room's memory goes with it. */
function onlyMarks<T>(doc: Y.Doc, fn: (doc: Y.Doc) => T): T {
  let value: T | undefined;
  doc.transact((transaction) => {
    value = fn(doc);
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (!isFormat(struct)) throw new Error('a write of marks deletes text');
    });
    const own = doc.store.clients.get(doc.clientID) ?? [];
    const from = transaction.beforeState.get(doc.clientID) ?? 0;
    for (let at = own.length - 1; at >= 0; at--) {
      const struct = own[at];
      if (!struct || struct.id.clock < from) break;
      if (!isFormat(struct)) throw new Error('a write of marks writes text');
    }
  });
  return value as T;
}

function isFormat(struct: unknown): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentFormat;
}

/** @throws Refused `wrong-stage` while the text is frozen. A freeze after this answer is refused by its number. */
export async function refuseFrozen(access: Access, reviewId: string): Promise<void> {
  const stage = await access.stage(reviewId);
  if (stage !== null && isFrozen(stage)) throw new Refused('wrong-stage');
}

/**
 * `fn` sees everything applied and answers when that is committed, so that no word leaves before its commit and a busy
 * document keeps nobody waiting for a quiet moment. It runs again when another node's update came in between.
 */
export async function readRoom<T>(room: Room, fn: (doc: Y.Doc, at: { epoch: number; seq: number }) => T): Promise<T> {
  for (;;) {
    const seq = room.expectedSeq;
    const value = fn(room.doc, { epoch: room.epoch, seq });
    const committed = await new Promise<number>((resolve, reject) =>
      room.whenCommitted({ done: resolve, failed: reject }),
    );
    if (committed === seq) return value;
    await room.catchUp();
  }
}
