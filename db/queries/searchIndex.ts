// What makes texts findable: derived from the documents, written by workers (SE6, SE7). Never read for anything but search.
import type postgres from 'postgres';
import type { SectionStart } from '../../domain/search';

export interface IndexedText {
  reviewId: string;
  epoch: number;
  seq: number;
  body: string;
  folded: string;
  sections: readonly SectionStart[];
  grams: readonly string[];
  /** Pending. */
  suggestions: number;
}

/** A review whose text is behind, with what it takes to read it. */
export interface TextBehind {
  id: string;
  title: string;
  templateId: string;
  templateVersion: number;
}

/**
 * Documents whose text was found at another place of their log than where it ends: those that nobody has written for `quietMs`, and
 * those found longer than `staleMs` ago, however much is written. Longest waiting first; none of `but`.
 */
export async function textsToIndex(
  sql: postgres.Sql,
  { quietMs, staleMs, but, limit }: { quietMs: number; staleMs: number; but: readonly string[]; limit: number },
): Promise<TextBehind[]> {
  return sql<TextBehind[]>`
    select d.id, r.title, r.template_id as "templateId", r.template_version as "templateVersion" from documents d
    join reviews r on r.id = d.id
    left join review_texts t on t.review_id = d.id
    left join updates u on u.doc_id = d.id and u.epoch = d.epoch and u.seq = d.last_seq
    where (t.review_id is null or t.epoch <> d.epoch or t.seq <> d.last_seq)
      and d.id <> all(${[...but]}::uuid[])
      and (u.at is null or u.at <= now() - ${quietMs} * interval '1 ms' or coalesce(t.at, '-infinity') <= now() - ${staleMs} * interval '1 ms')
    order by t.at nulls first limit ${limit}`;
}

/** Keeps a text as it was found; what another worker found later in the same history stays. */
export async function saveText(sql: postgres.Sql, text: IndexedText): Promise<void> {
  // In the statement itself the epoch is asked again: a text of a history that ended meanwhile is not kept.
  await sql`
    insert into review_texts (review_id, epoch, seq, body, folded, sections, grams, suggestions)
    select d.id, ${text.epoch}, ${text.seq}, ${text.body}, ${text.folded}, ${JSON.stringify(text.sections)}::text::jsonb, ${text.grams.join(' ')}, ${text.suggestions}
    from documents d where d.id = ${text.reviewId} and d.epoch = ${text.epoch}
    on conflict (review_id) do update set
      epoch = excluded.epoch, seq = excluded.seq, body = excluded.body, folded = excluded.folded,
      sections = excluded.sections, grams = excluded.grams, suggestions = excluded.suggestions, at = now()
    where review_texts.epoch <> excluded.epoch or review_texts.seq < excluded.seq or review_texts.seq > (
      select last_seq from documents where id = excluded.review_id)`;
}

/** Comments that were written before they were made findable. */
export async function commentsWithoutGrams(sql: postgres.Sql, limit: number): Promise<{ id: string; body: string }[]> {
  return sql<
    { id: string; body: string }[]
  >`select id, body from comments where grams = '' and deleted_at is null limit ${limit}`;
}

/** `grams` of each; one without any is told from one that was never looked at by a blank. */
export async function saveGrams(
  sql: postgres.Sql,
  rows: readonly { id: string; grams: readonly string[] }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { count } = await sql`
    update comments c set grams = g.grams
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ grams }) => grams.join(' ') || ' ')}::text[]) g (id, grams)
    where c.id = g.id and c.grams = ''`;
  return count;
}
