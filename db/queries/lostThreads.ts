// Threads whose words were deleted from the text: noted when it is seen, and forgotten when the words are there again.
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { threads } from '../schema/documents';
import type { Queries } from './db';

/**
 * `lost`: open threads whose words are gone now, by whom as far as known; `found`: those whose words stand in the text.
 * Answers whether any of it is news. A thread that was lost before keeps who took its words and when.
 */
export async function keepStanding(
  db: Queries,
  { lost, found }: { lost: readonly { id: string; by: string | null }[]; found: readonly string[] },
): Promise<boolean> {
  let news = 0;
  for (const { id, by } of lost) {
    const rows = await db
      .update(threads)
      .set({ lostAt: sql`now()`, lostBy: by })
      .where(and(eq(threads.id, id), eq(threads.state, 'open'), isNull(threads.lostAt)))
      .returning({ id: threads.id });
    news += rows.length;
  }
  if (found.length === 0) return news > 0;
  const rows = await db
    .update(threads)
    .set({ lostAt: null, lostBy: null })
    .where(and(inArray(threads.id, [...found]), isNotNull(threads.lostAt)))
    .returning({ id: threads.id });
  return news + rows.length > 0;
}
