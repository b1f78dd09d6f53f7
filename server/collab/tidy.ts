// Comment marks kept in step with the open threads: clients carry marks about and undo loses some or brings them back (STACK trap 7).
import { COMMENT_PREFIX, commentKey } from '../../domain/document/layout';
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

/** What the tidy asks of the open threads' rows: `lostAt` as it was noted before. */
export type KnownThread = OpenThread & { lostAt: Date | null };

/** Threads whose words are gone since the last look, by whom as far as this node saw it; and those whose words came back. */
export interface Standing {
  found: readonly string[];
  lost: readonly { id: string; by: string | null }[];
}

export function createTidy(needs: {
  rooms(): Rooms;
  openThreads(reviewId: string): Promise<readonly KnownThread[]>;
  onStanding(docId: string, standing: Standing): Promise<void>;
  clock: Clock;
  log: Log;
}): Tidy {
  const planned = new Map<string, () => void>();
  const look = async (docId: string) => {
    const open = await needs.openThreads(docId);
    const { removed, placed, lost } = await needs.rooms().use(docId, async (room) => {
      // A document is not made for it where there can be no mark.
      if (open.length === 0 && !room.text.mayHold(COMMENT_PREFIX)) return { removed: 0, placed: 0, lost: [] };
      return writeRoom(room, { marksOnly: true }, null, (doc) => {
        const { lost, ...tidied } = tidyMarks(doc, open);
        const by = lost.map((id) => ({ id, by: room.unmarkedBy.get(commentKey(id)) ?? null }));
        room.unmarkedBy.clear();
        return { ...tidied, lost: by };
      });
    });
    const standing = newsOf(open, lost);
    if (standing.lost.length + standing.found.length > 0) await needs.onStanding(docId, standing);
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

function newsOf(open: readonly KnownThread[], lost: Standing['lost']): Standing {
  const gone = new Set(lost.map(({ id }) => id));
  const before = new Set(open.filter(({ lostAt }) => lostAt !== null).map(({ id }) => id));
  return { lost: lost.filter(({ id }) => !before.has(id)), found: [...before].filter((id) => !gone.has(id)) };
}
