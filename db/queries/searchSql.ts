// How a query becomes SQL: which rows hold its terms, led there by their bigrams (SE1, SE2).
import { type SQL, sql } from 'drizzle-orm';
import type { SearchQuery } from '../../domain/search';

/** A query that has something to look up (SE3). */
export type Looked = SearchQuery & { tsquery: string };

export const isLooked = (query: SearchQuery): query is Looked => query.tsquery !== null;

/** `column`: bigrams, under a GIN index over to_tsvector('simple', column). */
export function mayHold(column: SQL, { tsquery }: Looked): SQL {
  return sql`to_tsvector('simple', ${column}) @@ to_tsquery('simple', ${tsquery})`;
}

/** Whether `column`, a folded text, holds every term as it is written: it is read for that. */
export function holdsAll(column: SQL, { terms }: SearchQuery): SQL {
  return sql`(${sql.join(
    terms.map((term) => sql`strpos(${column}, ${term}) > 0`),
    sql` and `,
  )})`;
}
