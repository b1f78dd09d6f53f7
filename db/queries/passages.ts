// Fingerprints of the passages of each text, and the texts that share one.
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { passages, reviewTexts } from '../schema/inbox';
import { members, reviews } from '../schema/reviews';
import type { Queries } from './db';
import { may } from './reviews';
import type { TextBehind } from './searchIndex';

/** A fingerprint is never negative: the one negative row of a review says of which state its others are. */
const EPOCH = 2 ** 40;
const markOf = (at: { epoch: number; seq: number }) => -(at.epoch * EPOCH + at.seq);

/** Reviews whose fingerprints are of another state than their text, or of none; those changed longest ago first; none of `but`. */
export async function passagesBehind(
  sql: postgres.Sql,
  { but, limit }: { but: readonly string[]; limit: number },
): Promise<TextBehind[]> {
  return sql<TextBehind[]>`
    select d.id, r.title, r.template_id as "templateId", r.template_version as "templateVersion" from documents d join reviews r on r.id = d.id
    where not exists (
      select 1 from passages p where p.review_id = d.id and p.hash = -(d.epoch * ${EPOCH}::bigint + d.last_seq))
      and d.id <> all(${[...but]}::uuid[])
    order by r.updated_at limit ${limit}`;
}

/** The fingerprints of the text as it was at this place of its log, in place of all earlier ones. */
export async function replacePassages(
  sql: postgres.Sql,
  input: { reviewId: string; epoch: number; seq: number; hashes: readonly number[] },
): Promise<void> {
  const all = [markOf(input), ...input.hashes];
  await sql.begin(async (tx) => {
    await tx`delete from passages where review_id = ${input.reviewId}`;
    await tx`insert into passages (review_id, hash) select ${input.reviewId}, unnest(${tx.array(all, 20)}::bigint[])`;
  });
}

export interface Sharer {
  reviewId: string;
  title: string;
  body: string;
  templateId: string;
  templateVersion: number;
}

/**
 * Reviews other than this one with any of the fingerprints, most of them first: those that the person may read now, or (`open`
 * false) those that they may not.
 */
export async function sharersOf(
  db: Queries,
  input: { reviewId: string; personId: string; hashes: readonly number[]; open: boolean; limit: number },
): Promise<Sharer[]> {
  const wanted = `{${input.hashes.join(',')}}`;
  const readable = sql`exists (select 1 from ${members}
    where ${members.reviewId} = ${reviews.id} and ${members.personId} = ${input.personId} and ${may('read')})`;
  return db
    .select({
      reviewId: reviews.id,
      title: reviews.title,
      // As GET /text has it: places are told in its lines.
      body: sql<string>`${reviews.title} || E'\\n' || ${reviewTexts.body}`,
      templateId: reviews.templateId,
      templateVersion: reviews.templateVersion,
    })
    .from(passages)
    .innerJoin(reviews, eq(reviews.id, passages.reviewId))
    .innerJoin(reviewTexts, eq(reviewTexts.reviewId, reviews.id))
    .where(
      and(
        sql`${passages.hash} = any(${wanted}::bigint[])`,
        ne(passages.reviewId, input.reviewId),
        // What lies in the bin is nowhere, also not as a text that may not be opened.
        isNull(reviews.binnedUntil),
        input.open ? readable : sql`not ${readable}`,
      ),
    )
    .groupBy(reviews.id, reviewTexts.reviewId)
    .orderBy(desc(sql`count(*)`), reviews.id)
    .limit(input.limit);
}
