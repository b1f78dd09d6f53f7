// Watches for words of this page that a merge takes away while the server does not have them: what they stood in was deleted (ED13).
import type * as Y from 'yjs';
import { isGone, type Lost, linesIn, lostOf, type Unit, unitOf } from '../../../domain/document/lost';

interface Input {
  /** An edit of this page. */
  isOwn: (transaction: Y.Transaction) => boolean;
  /** Others' edits of the time without a line, which come at once when it is back. What goes before the writer's eyes is no loss. */
  isMerge: (transaction: Y.Transaction) => boolean;
  onLost: (lost: Lost) => void;
}

export interface Losses {
  /** The server has everything that was written. */
  settled(): void;
}

export function watchLosses(doc: Y.Doc, { isOwn, isMerge, onLost }: Input): Losses {
  const written = new Set<Unit>();
  let before = new Map<Unit, string[]>();
  doc.on('beforeTransaction', (transaction: Y.Transaction) => {
    if (written.size > 0 && isMerge(transaction)) before = new Map([...written].map((unit) => [unit, linesIn(unit)]));
  });
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (isOwn(transaction)) {
      for (const type of transaction.changed.keys()) {
        const unit = unitOf(type);
        if (unit) written.add(unit);
      }
    }
    const lost = lostOf(before);
    before = new Map();
    for (const unit of written) if (isGone(unit)) written.delete(unit);
    if (lost) onLost(lost);
  });
  return { settled: () => written.clear() };
}
