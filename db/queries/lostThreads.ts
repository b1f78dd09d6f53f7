// Where threads stand, as it is seen in the text: noted when their words were deleted, forgotten when they are there again; their section.
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Stood } from '../../domain/document/stood';
import { threads } from '../schema/documents';
import type { Queries } from './db';

interface Standing {
  lost: readonly { id: string; by: string | null; stood: Stood | null }[];
  found: readonly string[];
  moved: readonly { id: string; sectionKey: string | null }[];
}

/**
 * `lost`: open threads whose words are gone now, by whom and what they were as far as known; `found`: those whose words stand in the
 * text; `moved`: those that stand in another section now (TH14).
 * Answers whether any of it is news. A thread that was lost before keeps who took its words and when.
 */
export async function keepStanding(db: Queries, { lost, found, moved }: Standing): Promise<boolean> {
  let news = 0;
  for (const { id, by, stood } of lost) {
    const rows = await db
      .update(threads)
      .set({ lostAt: sql`now()`, lostBy: by, ...(stood && { stood }) })
      .where(and(eq(threads.id, id), eq(threads.state, 'open'), isNull(threads.lostAt)))
      .returning({ id: threads.id });
    news += rows.length;
  }
  for (const { id, sectionKey } of moved) {
    const rows = await db
      .update(threads)
      .set({ sectionKey })
      .where(and(eq(threads.id, id), eq(threads.state, 'open')))
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
