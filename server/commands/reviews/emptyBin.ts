// review.removed: nobody's act; what lay in the bin until its time was over goes, and the record of it stays (BN9).
import type { Database } from '../../../db/open';
import { holdOverdue, overdueInBin } from '../../../db/queries/bin';
import { appendEvents } from '../../../db/queries/events';
import { removeReview } from '../../../db/queries/removal';
import type { ReviewEvent } from '../../../domain/events';

const AT_ONCE = 20;

/** Answers how many went. Safe to run on any number of nodes at once and to kill at any moment: each review is one transaction. */
export async function emptyBin({ sql, db }: Pick<Database, 'sql' | 'db'>): Promise<number> {
  let removed = 0;
  for (const reviewId of await overdueInBin(sql, AT_ONCE)) if (await remove(db, reviewId)) removed += 1;
  return removed;
}

async function remove(db: Database['db'], reviewId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const held = await holdOverdue(tx, reviewId);
    if (!held) return false;
    await removeReview(tx, reviewId);
    const body = { binnedAt: held.binnedAt?.toISOString() ?? null, binnedBy: held.binnedBy };
    const event: ReviewEvent = { kind: 'review.removed', body };
    // Last: whoever appends to the chain holds it until the commit.
    await appendEvents(tx, [{ ...event, actorId: null, reviewId }]);
    return true;
  });
}
