// Taking a review out of every table but the record: its rows go in one transaction, whatever is left of it stands in `events`.
import { type SQL, sql } from 'drizzle-orm';
import type { Queries } from './db';

const threadsOf = (id: string) => sql`(select id from threads where review_id = ${id})`;
const commentsOf = (id: string) => sql`(select id from comments where thread_id in ${threadsOf(id)})`;
const versionsOf = (id: string) => sql`(select id from versions where review_id = ${id})`;
const linesOf = (id: string) => sql`(select id from signoff_lines where version_id in ${versionsOf(id)})`;

const byReview = (id: string) => sql`review_id = ${id}`;
const byDocument = (id: string) => sql`doc_id = ${id}`;
const byComment = (id: string) => sql`comment_id in ${commentsOf(id)}`;
const byVersion = (id: string) => sql`version_id in ${versionsOf(id)}`;
const byLine = (id: string) => sql`line_id in ${linesOf(id)}`;

/** Each table before those that it refers to. A test holds the list against the catalogue. */
const ROWS: Readonly<Record<string, (id: string) => SQL>> = {
  notifications: byReview,
  reactions: byComment,
  mentions: byComment,
  comment_edits: byComment,
  comments: (id) => sql`thread_id in ${threadsOf(id)}`,
  threads: byReview,
  return_points: byReview,
  returned_sections: byReview,
  reminders: byLine,
  decisions: byLine,
  signoff_lines: byVersion,
  signoff_steps: byVersion,
  signoff_records: byVersion,
  handed_out: byVersion,
  versions: byReview,
  snapshots: byDocument,
  doc_clients: byDocument,
  updates: byDocument,
  documents: (id) => sql`id = ${id}`,
  review_texts: byReview,
  passages: byReview,
  section_states: byReview,
  point_fields: byReview,
  waivers: byReview,
  named_versions: byReview,
  break_glass: byReview,
  event_words: byReview,
  members: byReview,
  reviews: (id) => sql`id = ${id}`,
};

export const REMOVED_TABLES: readonly string[] = Object.keys(ROWS);

/**
 * Removes every row of a review that the caller holds; triggers let go of frozen rows only of one that may be removed (BN2, BN8).
 * Takes the document's row first: the log takes no edit any more while its rows go.
 */
export async function removeReview(tx: Queries, reviewId: string): Promise<void> {
  // A log of years has hundreds of thousands of rows; nobody waits for this.
  await tx.execute(sql`select set_config('statement_timeout', '0', true)`);
  await tx.execute(sql`select 1 from documents where id = ${reviewId} for update`);
  for (const [table, rows] of Object.entries(ROWS))
    await tx.execute(sql`delete from ${sql.identifier(table)} where ${rows(reviewId)}`);
}
