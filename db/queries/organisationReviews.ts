// What administrators see of all reviews: title and size, and what says whether one lies in the archive or the bin (PO6). Never a word of a text.
import { asc, sql } from 'drizzle-orm';
import type { Stage } from '../../domain/review';
import { reviews } from '../schema/reviews';
import type { Queries } from './db';

export interface OrganisationReviewRow {
  id: string;
  title: string;
  /** Bytes that its text takes in the database: its log of changes and its snapshots. */
  bytes: number;
  stage: Stage;
  stageSince: Date;
  binnedUntil: Date | null;
}

/** In the order of their titles, behind `after` when given. */
export async function organisationReviews(
  db: Queries,
  page: { after?: { title: string; id: string }; limit: number },
): Promise<OrganisationReviewRow[]> {
  const after = page.after && sql`(${reviews.title}, ${reviews.id}) > (${page.after.title}, ${page.after.id}::uuid)`;
  return db
    .select({
      id: reviews.id,
      title: reviews.title,
      bytes: sql<number>`(
        coalesce((select sum(octet_length(u.bytes)) from updates u where u.doc_id = reviews.id), 0) +
        coalesce((select sum(octet_length(s.state)) from snapshots s where s.doc_id = reviews.id), 0))::float8`,
      stage: reviews.stage,
      stageSince: reviews.stageSince,
      binnedUntil: reviews.binnedUntil,
    })
    .from(reviews)
    .where(after)
    .orderBy(asc(reviews.title), asc(reviews.id))
    .limit(page.limit);
}
