// What reaches a person inside the product, and what makes texts findable across reviews.
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { SectionStart } from '../../domain/search';
import { at, id, now } from './columns';
import { comments, threads } from './documents';
import { people } from './people';
import { reviews } from './reviews';

/** Written in the transaction of the act that it tells of. Read with the right to read the review, at the time of reading. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    kind: text('kind').notNull(),
    actorId: uuid('actor_id').references(() => people.id),
    threadId: uuid('thread_id').references(() => threads.id),
    commentId: uuid('comment_id').references(() => comments.id),
    /** Facts of the act by id; words of the text stay where their rights are. */
    body: jsonb('body').$type<Record<string, unknown>>().notNull().default({}),
    at: now('at'),
    readAt: at('read_at'),
  },
  (t) => [index('notifications_person').on(t.personId, t.at), index('notifications_unread').on(t.personId, t.readAt)],
);

/** The text of a review as it was found at `seq`, with its bigrams (STACK trap 14). Derived: made again from the document. */
export const reviewTexts = pgTable(
  'review_texts',
  {
    reviewId: uuid('review_id')
      .primaryKey()
      .references(() => reviews.id),
    epoch: integer('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** One block a line, as GET /text has it, without the title. */
    body: text('body').notNull(),
    /** The body without case and width, character for character (SE1). */
    folded: text('folded').notNull(),
    /** Which section each line belongs to: where its lines begin. */
    sections: jsonb('sections').$type<SectionStart[]>().notNull(),
    grams: text('grams').notNull(),
    /** Pending in the text. */
    suggestions: integer('suggestions').notNull().default(0),
    at: now('at'),
  },
  (t) => [index('review_texts_grams').using('gin', sql`to_tsvector('simple', ${t.grams})`)],
);

/** Fingerprints of the passages of a text, to find those shared with other reviews. Derived like review_texts. */
export const passages = pgTable(
  'passages',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    hash: bigint('hash', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.hash] }), index('passages_hash').on(t.hash)],
);
