// The durable text: one document a review, its update log, its snapshots, and whose client ids wrote in it.
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Stood } from '../../domain/document/stood';
import { at, bytea, id, now } from './columns';
import { people } from './people';
import { reviews } from './reviews';

export const documents = pgTable('documents', {
  /** The review's id: one document each. */
  id: uuid('id')
    .primaryKey()
    .references(() => reviews.id),
  epoch: integer('epoch').notNull().default(1),
  /** Gap-free per document and epoch; advanced only by the append statement (STACK "The durable append"). */
  lastSeq: bigint('last_seq', { mode: 'number' }).notNull().default(0),
  /** Grows at every freeze and thaw. An append carries the number under which it was checked; another number refuses it. */
  freezeNo: integer('freeze_no').notNull().default(0),
  schema: integer('schema').notNull(),
});

/**
 * The log of every document. Without foreign keys: the append takes the document from the row that it holds, with which its log
 * goes (queries/removal), and the person from a standing session, who is never deleted; checking each row anew was half of what a
 * commit costs (measured: 5.0 against 2.5 ms for 300 rows).
 */
export const updates = pgTable(
  'updates',
  {
    docId: uuid('doc_id').notNull(),
    epoch: integer('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    bytes: bytea('bytes').notNull(),
    /** Null for the server's own writes (seed, import, comment marks, format clean-up). */
    personId: uuid('person_id'),
    at: now('at'),
  },
  (t) => [primaryKey({ columns: [t.docId, t.epoch, t.seq] })],
);

/** State up to and including `seq`. The log below it is kept: versions and authors are read from it. */
export const snapshots = pgTable(
  'snapshots',
  {
    docId: uuid('doc_id')
      .notNull()
      .references(() => documents.id),
    epoch: integer('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    state: bytea('state').notNull(),
    /** Of `state`, when it was written: with it the bytes are trusted without being read. */
    sha256: bytea('sha256'),
    at: now('at'),
  },
  (t) => [primaryKey({ columns: [t.docId, t.epoch, t.seq] })],
);

/** A Yjs client id belongs to the person who first announced or wrote under it (PROMISES, authorship 2). */
export const docClients = pgTable(
  'doc_clients',
  {
    docId: uuid('doc_id')
      .notNull()
      .references(() => documents.id),
    epoch: integer('epoch').notNull(),
    clientId: bigint('client_id', { mode: 'number' }).notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    sessionId: uuid('session_id').notNull(),
    at: now('at'),
    /** Only ids that wrote count against the quota. */
    wroteAt: at('wrote_at'),
    /** The clock after its last struct in the log; kept where several nodes append. */
    clock: bigint('clock', { mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.docId, t.epoch, t.clientId] }),
    index('doc_clients_person').on(t.docId, t.personId, t.wroteAt),
  ],
);

export const threads = pgTable(
  'threads',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    kind: text('kind', { enum: ['normal', 'must-fix'] }).notNull(),
    state: text('state', { enum: ['open', 'resolved'] })
      .notNull()
      .default('open'),
    /** Where it stands when its mark is lost: the words, those around them, the section. */
    quote: text('quote').notNull(),
    prefix: text('prefix').notNull().default(''),
    suffix: text('suffix').notNull().default(''),
    sectionKey: text('section_key'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => people.id),
    createdAt: now('created_at'),
    resolvedBy: uuid('resolved_by').references(() => people.id),
    resolvedAt: at('resolved_at'),
    resolveReason: text('resolve_reason'),
    /** Who is to settle it, until which day (YYYY-MM-DD). */
    assigneeId: uuid('assignee_id').references(() => people.id),
    due: date('due', { mode: 'string' }),
    /** Its words were deleted from the text then, by whom; null while it stands there. */
    lostAt: at('lost_at'),
    lostBy: uuid('lost_by').references(() => people.id),
    /** The words that it stood on when it was lost or settled, when they are others than those that it was put on. */
    stood: jsonb('stood').$type<Stood>(),
  },
  (t) => [index('threads_review').on(t.reviewId, t.state), index('threads_assignee').on(t.assigneeId, t.state)],
);

export const comments = pgTable(
  'comments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => people.id),
    body: text('body').notNull(),
    /** The writer's own key for this act: a repeat answers with the first one. */
    idempotencyKey: text('idempotency_key'),
    createdAt: now('created_at'),
    editedAt: at('edited_at'),
    /** Taken back by its author; the words stay in comment_edits. */
    deletedAt: at('deleted_at'),
    /** Hidden by an administrator since then; the words stay where they are, for the day on which it is unhidden. */
    hiddenAt: at('hidden_at'),
    hiddenBy: uuid('hidden_by').references(() => people.id),
    /** Bigrams of the words, for search. */
    grams: text('grams').notNull().default(''),
  },
  (t) => [
    index('comments_thread').on(t.threadId, t.createdAt),
    uniqueIndex('comments_once').on(t.authorId, t.idempotencyKey),
    check('comments_hidden_by_somebody', sql`(${t.hiddenAt} is null) = (${t.hiddenBy} is null)`),
    index('comments_grams').using('gin', sql`to_tsvector('simple', ${t.grams})`),
  ],
);

/** What a comment said before each change of it. Append-only. */
export const commentEdits = pgTable(
  'comment_edits',
  {
    id: id(),
    commentId: uuid('comment_id')
      .notNull()
      .references(() => comments.id),
    body: text('body').notNull(),
    at: now('at'),
  },
  (t) => [index('comment_edits_comment').on(t.commentId, t.at)],
);

export const reactions = pgTable(
  'reactions',
  {
    commentId: uuid('comment_id')
      .notNull()
      .references(() => comments.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    emoji: text('emoji').notNull(),
    at: now('at'),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.personId, t.emoji] })],
);

/** Whom a comment names with @. */
export const mentions = pgTable(
  'mentions',
  {
    commentId: uuid('comment_id')
      .notNull()
      .references(() => comments.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.personId] }), index('mentions_person').on(t.personId)],
);
