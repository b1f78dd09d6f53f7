// The server's own writes and the reads, each answered when what it saw is on disk (way of a frame 8, 9).
import * as Y from 'yjs';
import { Refused } from '../../domain/refusal';
import { isFrozen } from '../../domain/workflow';
import type { Access } from './access';
import type { HeldText } from './held';
import type { Room } from './room';
import { added } from './touched';

/**
 * `fn` on the live document, in one transaction of the server's; resolves after the commit. `ask` throws where it may not be: it is
 * asked anew after each freeze that came in between, so that what waited for one is not written under it. @throws RoomReset: try again.
 */
export async function writeRoom<T>(
  room: Room,
  { marksOnly, personId }: { marksOnly: boolean; personId?: string },
  ask: (() => Promise<void>) | null,
  fn: (doc: Y.Doc, at: { epoch: number; seq: number }) => T,
): Promise<T> {
  for (let asked = -1; asked !== room.freezeNo || room.gate.closed; ) {
    await room.gate.closed;
    asked = room.freezeNo;
    await ask?.();
  }
  const value = room.write(
    (transaction) => {
      const value = fn(room.doc, { epoch: room.epoch, seq: room.expectedSeq });
      if (marksOnly) refuseWords(transaction);
      return value;
    },
    { marksOnly, ...(personId === undefined ? {} : { personId }) },
  );
  await room.committedSeq();
  return value;
}

/** A bug of ours must not write text into a frozen document: the throw takes the room's memory with it. */
function refuseWords(transaction: Y.Transaction): void {
  for (const struct of added(transaction)) if (!isFormat(struct)) throw new Error('a write of marks writes text');
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!isFormat(struct)) throw new Error('a write of marks deletes text');
  });
}

function isFormat(struct: unknown): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentFormat;
}

/**
 * @throws Refused `wrong-stage` while the text is frozen; with `returned` only while nothing of it is open. A write after a freeze
 * on another node that came after this answer is refused by its number.
 */
export async function refuseFrozen(
  access: Access,
  reviewId: string,
  { returned = false }: { returned?: boolean },
): Promise<void> {
  const now = await access.now(reviewId);
  if (now && isFrozen(now.stage) && !(returned && now.openSections.length > 0)) throw new Refused('wrong-stage');
}

/**
 * `fn` sees everything applied and answers when that is committed, so that no word leaves before its commit and a busy
 * document keeps nobody waiting for a quiet moment. It runs again when another node's update came in between.
 */
export async function readRoom<T>(
  room: Room,
  fn: (text: HeldText, at: { epoch: number; seq: number }) => T,
): Promise<T> {
  for (;;) {
    const seq = room.expectedSeq;
    const value = fn(room.text, { epoch: room.epoch, seq });
    if ((await room.committedSeq()) === seq) return value;
    await room.others.catchUp();
  }
}
