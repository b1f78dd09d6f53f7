// Comment marks kept in step with the open threads: clients carry marks about and undo loses some or brings them back (STACK trap 7).
import { COMMENT_PREFIX, commentKey } from '../../domain/document/layout';
import { type OpenThread, type Tidied, tidyMarks } from '../../domain/document/marks';
import type { Stood } from '../../domain/document/stood';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Rooms } from './rooms';
import type { GoneMark } from './threadMemory';
import { writeRoom } from './write';

/** Typing at the edge of a mark touches it with every key: one look a while is enough. */
const AFTER_MS = 1000;
/** A look reads the whole text in one piece: where that takes long, the next one waits so many times as long (P9). */
const REST = { times: 20, most: 30_000 };

export interface Tidy {
  /** Looks soon, once for all calls until then. */
  plan(docId: string): void;
  stop(): void;
}

/** What the tidy asks of the open threads' rows: `lostAt` as it was noted before. */
export type KnownThread = OpenThread & { lostAt: Date | null };

/**
 * Of threads since the last look: whose words are gone, by whom and what they were as far as this node saw it; whose words came back;
 * who stand in another section than their row says.
 */
export interface Standing {
  found: readonly string[];
  lost: readonly { id: string; by: string | null; stood: Stood | null }[];
  moved: Tidied['moved'];
}

export function createTidy(needs: {
  rooms(): Rooms;
  openThreads(reviewId: string): Promise<readonly KnownThread[]>;
  onStanding(docId: string, standing: Standing): Promise<void>;
  clock: Clock;
  log: Log;
}): Tidy {
  const planned = new Map<string, () => void>();
  /** Before when a large text is not looked at again, in ms of the clock. */
  const resting = new Map<string, number>();
  const look = async (docId: string) => {
    const open = await needs.openThreads(docId);
    const seen = await needs.rooms().use(docId, async (room) => {
      // A document is not made for it where there can be no mark.
      if (open.length === 0 && !room.text.mayHold(COMMENT_PREFIX)) return NOTHING;
      return writeRoom(room, { marksOnly: true }, null, (doc) => {
        const began = needs.clock.now();
        const { lost, ...tidied } = tidyMarks(doc, open, room.threads.gone);
        const now = needs.clock.now();
        const rest = Math.min(REST.most, REST.times * (now - began));
        if (rest > AFTER_MS) resting.set(docId, now + rest);
        const gone = lost.map((id) => ({ id, ...room.threads.goneMark(commentKey(id)) }));
        room.threads.looked(wordsOf(open, gone), new Set(open.map(({ id }) => commentKey(id))));
        return { ...tidied, lost: gone };
      });
    });
    const standing = newsOf(open, seen);
    if (Object.values(standing).some((news) => news.length > 0)) await needs.onStanding(docId, standing);
    // A thread may have been settled between the question and the write: the last look finds nothing to do.
    if (seen.removed + seen.placed > 0) plan(docId);
  };
  const plan = (docId: string) => {
    if (planned.has(docId)) return;
    const wait = Math.max(AFTER_MS, (resting.get(docId) ?? 0) - needs.clock.now());
    planned.set(
      docId,
      needs.clock.after(wait, () => {
        planned.delete(docId);
        resting.delete(docId);
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

type Seen = Omit<Tidied, 'lost'> & { lost: readonly ({ id: string } & GoneMark)[] };
const NOTHING: Seen = { removed: 0, placed: 0, lost: [], moved: [] };

/** By key of its mark the words of each lost thread, as they stood last. */
function wordsOf(open: readonly KnownThread[], lost: Seen['lost']): Map<string, string> {
  const byId = new Map(open.map((thread) => [thread.id, thread]));
  return new Map(
    lost.map(({ id, stood }) => {
      const thread = byId.get(id);
      return [commentKey(id), (stood ?? thread?.stood ?? thread)?.quote ?? ''];
    }),
  );
}

function newsOf(open: readonly KnownThread[], { lost, moved }: Seen): Standing {
  const gone = new Set(lost.map(({ id }) => id));
  const before = new Set(open.filter(({ lostAt }) => lostAt !== null).map(({ id }) => id));
  return {
    lost: lost
      .filter(({ id }) => !before.has(id))
      .map(({ id, by, stood }) => ({ id, by, stood: stood && stoodOf(stood) })),
    found: [...before].filter((id) => !gone.has(id)),
    moved,
  };
}

/** What is worth keeping beyond this process. */
function stoodOf({ quote, prefix, suffix, others, likeness }: Stood): Stood {
  return { quote, prefix, suffix, others, likeness };
}
