// Comment marks kept in step with the open threads: clients carry marks about and undo loses some or brings them back (STACK trap 7).
import { COMMENT_PREFIX } from '../../domain/document/layout';
import { type OpenThread, tidyMarks } from '../../domain/document/marks';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Rooms } from './rooms';
import { writeRoom } from './write';

/** Typing at the edge of a mark touches it with every key: one look a while is enough. */
const AFTER_MS = 1000;

export interface Tidy {
  /** Looks soon, once for all calls until then. */
  plan(docId: string): void;
  stop(): void;
}

export function createTidy(needs: {
  rooms(): Rooms;
  openThreads(reviewId: string): Promise<readonly OpenThread[]>;
  clock: Clock;
  log: Log;
}): Tidy {
  const planned = new Map<string, () => void>();
  const look = async (docId: string) => {
    const open = await needs.openThreads(docId);
    const { removed, placed } = await needs.rooms().use(docId, async (room) => {
      // A document is not made for it where there can be no mark.
      if (open.length === 0 && !room.text.mayHold(COMMENT_PREFIX)) return { removed: 0, placed: 0 };
      return writeRoom(room, { marksOnly: true }, (doc) => tidyMarks(doc, open));
    });
    // A thread may have been settled between the question and the write: the last look finds nothing to do.
    if (removed + placed > 0) plan(docId);
  };
  const plan = (docId: string) => {
    if (planned.has(docId)) return;
    planned.set(
      docId,
      needs.clock.after(AFTER_MS, () => {
        planned.delete(docId);
        look(docId).catch((error: unknown) =>
          needs.log.warn('marks could not be tidied; the next change or opening does', { docId, error }),
        );
      }),
    );
  };
  return {
    plan,
    stop: () => {
      for (const cancel of planned.values()) cancel();
      planned.clear();
    },
  };
}
