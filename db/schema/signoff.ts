// Versions (frozen text with its digests), the sign-off steps over them, decisions, and the chained record of everything.
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
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
import { DECISIONS, ROLES, type StepRule } from '../../domain/review';
import { at, bytea, id, now } from './columns';
import { people } from './people';
import { reviews } from './reviews';

/** Immutable after its insert but for `outcome` and `endedAt` (a trigger holds the rest). */
export const versions = pgTable(
  'versions',
  {
    id: id(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    no: integer('no').notNull(),
    epoch: integer('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** The whole Yjs state and the canonical bytes that are signed. */
    state: bytea('state').notNull(),
    canonical: bytea('canonical').notNull(),
    contentSha256: text('content_sha256').notNull(),
    sections: jsonb('sections').$type<{ id: string; sha256: string }[]>().notNull(),
    record: bytea('record').notNull(),
    recordSha256: text('record_sha256').notNull(),
    overrides: jsonb('overrides')
      .$type<{ rule: string; sectionKey?: string; reason: string; by: string }[]>()
      .notNull(),
    frozenBy: uuid('frozen_by')
      .notNull()
      .references(() => people.id),
    frozenAt: at('frozen_at').notNull(),
    /** `superseded`: sections of it were returned, and the next version froze them. */
    outcome: text('outcome', { enum: ['open', 'cancelled', 'superseded', 'approved'] })
      .notNull()
      .default('open'),
    endedAt: at('ended_at'),
  },
  (t) => [uniqueIndex('versions_no').on(t.reviewId, t.no)],
);

export const signoffSteps = pgTable(
  'signoff_steps',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    /** Names it within its version and from record to record; `order` moves on when a step is put in before it. */
    no: integer('no').notNull(),
    /** Names it from version to version. */
    key: text('key').notNull(),
    order: integer('order').notNull(),
    title: jsonb('title').$type<{ zh: string; en: string }>().notNull(),
    rule: jsonb('rule').$type<StepRule>().notNull(),
    issues: boolean('issues').notNull().default(false),
    /** Put in for somebody who signs first; it goes with its last line. */
    added: boolean('added').notNull().default(false),
  },
  (t) => [primaryKey({ name: 'signoff_steps_pk', columns: [t.versionId, t.no] })],
);

/** One signatory in one step, with name and roles as they were when the text was frozen. */
export const signoffLines = pgTable(
  'signoff_lines',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    /** Number of its step. */
    step: integer('step_no').notNull(),
    /** Whose place it is at which step (domain/signoff.ts, SG14): a decision holds for it from version to version. */
    seat: text('seat').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    name: text('name').notNull(),
    roles: text('roles').array().notNull(),
    /** Which roles its person has by this line, or had by others when it came (WF17); null in rows of before. */
    gave: text('gave', { enum: ROLES }).array(),
    scope: text('scope').notNull().default('whole'),
    /** For rules that count per group. */
    group: text('group'),
    addedBy: uuid('added_by').references(() => people.id),
    addedAt: now('added_at'),
    /** The line that this one stands for: transferred, or delegated and to come back (代). */
    standsFor: uuid('stands_for'),
    standing: text('standing', { enum: ['own', 'transferred', 'delegated'] })
      .notNull()
      .default('own'),
    removedBy: uuid('removed_by').references(() => people.id),
    removedAt: at('removed_at'),
    /** YYYY-MM-DD */
    due: date('due', { mode: 'string' }),
  },
  (t) => [
    uniqueIndex('signoff_lines_once').on(t.versionId, t.step, t.personId).where(sql`${t.removedAt} is null`),
    index('signoff_lines_person').on(t.personId),
  ],
);

/** Append-only. A withdrawal is a row of its own that names the decision it takes back. */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    lineId: uuid('line_id')
      .notNull()
      .references(() => signoffLines.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    decision: text('decision', { enum: DECISIONS }),
    withdraws: uuid('withdraws'),
    opinion: text('opinion'),
    contentSha256: text('content_sha256').notNull(),
    recordSha256: text('record_sha256').notNull(),
    idempotencyKey: text('idempotency_key'),
    at: at('at').notNull(),
  },
  (t) => [
    index('decisions_line').on(t.lineId),
    uniqueIndex('decisions_withdraw_once').on(t.withdraws),
    uniqueIndex('decisions_once').on(t.personId, t.idempotencyKey),
  ],
);

/**
 * What happened, once: audit, history and outbox read it. One chain for the organisation; `hash` = SHA-256(JCS(event)) over the
 * row with `prev`; triggers refuse UPDATE, DELETE and TRUNCATE (P12).
 */
export const events = pgTable(
  'events',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    prev: text('prev').notNull(),
    hash: text('hash').notNull(),
    at: at('at').notNull(),
    kind: text('kind').notNull(),
    actorId: uuid('actor_id'),
    reviewId: uuid('review_id'),
    body: jsonb('body').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('events_review').on(t.reviewId, t.seq), index('events_actor').on(t.actorId, t.seq)],
);

/**
 * Words of the text that an event is about. The event names them by `words` = SHA-256(salt, JCS(words)), so they are held by the
 * chain while they are here, and go with their review without a change of the record (BN10).
 */
export const eventWords = pgTable(
  'event_words',
  {
    /** The event's; without a foreign key, because events never go. */
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    /** Random: what is short is not found by trying. */
    salt: text('salt').notNull(),
    words: jsonb('words').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('event_words_review').on(t.reviewId)],
);

/** The record of who signs under which rule, each time it changed: a new one over the same content costs nobody a signature. */
export const signoffRecords = pgTable(
  'signoff_records',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    no: integer('no').notNull(),
    record: bytea('record').notNull(),
    sha256: text('sha256').notNull(),
    by: uuid('by').references(() => people.id),
    at: now('at'),
  },
  (t) => [uniqueIndex('signoff_records_no').on(t.versionId, t.no)],
);

/** A section given back to its writers while the others stay frozen; open until the freeze that closes it. */
export const returnedSections = pgTable(
  'returned_sections',
  {
    id: id(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    /** The version that it was returned from. */
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    sectionKey: text('section_key').notNull(),
    returnedBy: uuid('returned_by')
      .notNull()
      .references(() => people.id),
    returnedAt: now('returned_at'),
    closedAt: at('closed_at'),
    /** The version that froze it again; null when the sign-off was cancelled. */
    closedBy: uuid('closed_by').references(() => versions.id),
  },
  (t) => [
    index('returned_sections_review').on(t.reviewId, t.closedAt),
    uniqueIndex('returned_sections_once').on(t.reviewId, t.sectionKey).where(sql`${t.closedAt} is null`),
  ],
);

/** A point to answer before the next version; the checklist of the second round. */
export const returnPoints = pgTable(
  'return_points',
  {
    id: id(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    sectionKey: text('section_key'),
    /** The step to which it was returned, by its number in that version. */
    step: integer('step_no'),
    /** The objection or reservation that it comes from. */
    decisionId: uuid('decision_id').references(() => decisions.id),
    body: text('body').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => people.id),
    createdAt: now('created_at'),
    answer: text('answer'),
    answeredBy: uuid('answered_by').references(() => people.id),
    answeredAt: at('answered_at'),
  },
  (t) => [index('return_points_review').on(t.reviewId)],
);

/** Reminders sent for a line; `by` is null for those that the product sent by itself. */
export const reminders = pgTable(
  'reminders',
  {
    id: id(),
    lineId: uuid('line_id')
      .notNull()
      .references(() => signoffLines.id),
    by: uuid('by').references(() => people.id),
    at: now('at'),
  },
  (t) => [index('reminders_line').on(t.lineId, t.at)],
);

/** Out of office, whole days (YYYY-MM-DD, both included); the delegate is offered, never put in by itself. */
export const absences = pgTable(
  'absences',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    from: date('from', { mode: 'string' }).notNull(),
    until: date('until', { mode: 'string' }).notNull(),
    delegateId: uuid('delegate_id').references(() => people.id),
    note: text('note').notNull().default(''),
  },
  (t) => [index('absences_person').on(t.personId, t.until)],
);

/** Public keys of the server, kept for ever; the private ones are files outside the database. */
export const signingKeys = pgTable('signing_keys', {
  /** First 16 hex digits of SHA-256(SPKI). */
  kid: text('kid').primaryKey(),
  publicPem: text('public_pem').notNull(),
  createdAt: now('created_at'),
  retiredAt: at('retired_at'),
  /** Not to be trusted from then on. */
  badFrom: at('bad_from'),
  /** The key before it, and that key's Ed25519 signature over this one's SPKI; null for the first. */
  signedBy: text('signed_by'),
  signature: bytea('signature'),
});

/** Ed25519 over the head of the chain at a moment. */
export const checkpoints = pgTable('checkpoints', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  head: text('head').notNull(),
  kid: text('kid')
    .notNull()
    .references(() => signingKeys.kid),
  signature: bytea('signature').notNull(),
  at: now('at'),
});

/** Files of an approved version as they are handed out: made once, the same bytes for everybody. */
export const handedOut = pgTable(
  'handed_out',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    format: text('format').notNull(),
    bytes: bytea('bytes').notNull(),
    sha256: text('sha256').notNull(),
    renderer: text('renderer').notNull(),
    at: now('at'),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.format] })],
);

/** An administrator's look into a review, with its reason and its end; the members are told. */
export const breakGlass = pgTable(
  'break_glass',
  {
    id: id(),
    adminId: uuid('admin_id')
      .notNull()
      .references(() => people.id),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    reason: text('reason').notNull(),
    at: now('at'),
    until: at('until').notNull(),
  },
  (t) => [index('break_glass_admin').on(t.adminId, t.reviewId, t.until)],
);
