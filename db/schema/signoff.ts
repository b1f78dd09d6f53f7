// Versions (frozen text with its digests), the sign-off steps over them, decisions, and the chained record of everything.
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { DECISIONS } from '../../domain/review';
import { at, bytea, id } from './columns';
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
    outcome: text('outcome', { enum: ['open', 'cancelled', 'approved'] })
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
    order: integer('order').notNull(),
    title: jsonb('title').$type<{ zh: string; en: string }>().notNull(),
    rule: jsonb('rule').$type<{ kind: 'all' }>().notNull(),
    issues: boolean('issues').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.order] })],
);

/** One signatory in one step, with name and roles as they were when the text was frozen. */
export const signoffLines = pgTable(
  'signoff_lines',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => versions.id),
    stepOrder: integer('step_order').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    name: text('name').notNull(),
    roles: text('roles').array().notNull(),
    scope: text('scope').notNull().default('whole'),
  },
  (t) => [uniqueIndex('signoff_lines_once').on(t.versionId, t.stepOrder, t.personId)],
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
