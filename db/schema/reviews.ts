// Templates, reviews and who takes part in them.
import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { ROLES, type SignoffStepPlan, STAGES } from '../../domain/review';
import { at, id, now } from './columns';
import { people } from './people';

/** Immutable: a change of a template is a new version, so it never changes a review made from it. */
export const templates = pgTable(
  'templates',
  {
    id: text('id').notNull(),
    version: integer('version').notNull(),
    body: jsonb('body').notNull(),
    sha256: text('sha256').notNull(),
    builtin: boolean('builtin').notNull(),
    createdAt: now('created_at'),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] })],
);

export const reviews = pgTable(
  'reviews',
  {
    id: id(),
    title: text('title').notNull(),
    /** Bigrams of the title for Chinese and English search (STACK trap 14). */
    titleGrams: text('title_grams').notNull().default(''),
    templateId: text('template_id').notNull(),
    templateVersion: integer('template_version').notNull(),
    meta: jsonb('meta').$type<Record<string, string>>().notNull().default({}),
    /** Steps as edited for this review; null = the template's. */
    signoffSteps: jsonb('signoff_steps').$type<SignoffStepPlan[]>(),
    /** YYYY-MM-DD */
    signoffDue: date('signoff_due', { mode: 'string' }),
    stage: text('stage', { enum: STAGES }).notNull().default('drafting'),
    stageSince: now('stage_since'),
    /** In the bin since when, by whom, until when it can be brought back; null elsewhere. */
    binnedAt: at('binned_at'),
    binnedBy: uuid('binned_by').references(() => people.id),
    binnedUntil: at('binned_until'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => people.id),
    createdAt: now('created_at'),
    updatedAt: now('updated_at'),
  },
  (t) => [
    index('reviews_updated').on(t.updatedAt),
    index('reviews_binned').on(t.binnedUntil).where(sql`${t.binnedUntil} is not null`),
  ],
);

export const members = pgTable(
  'members',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    roles: text('roles', { enum: ROLES }).array().notNull(),
    addedBy: uuid('added_by')
      .notNull()
      .references(() => people.id),
    addedAt: now('added_at'),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.personId] }), index('members_person').on(t.personId)],
);

/**
 * The end of an archived review: asked for by one administrator, done by another one. The row outlives what it is about, so it has
 * no foreign key to it; a trigger keeps it as it is, and lets go of frozen rows for a done one alone.
 */
export const purges = pgTable(
  'purges',
  {
    id: id(),
    reviewId: uuid('review_id').notNull(),
    reason: text('reason').notNull(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => people.id),
    askedAt: now('asked_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => people.id),
    withdrawnAt: at('withdrawn_at'),
    doneBy: uuid('done_by').references(() => people.id),
    doneAt: at('done_at'),
  },
  (t) => [
    index('purges_review').on(t.reviewId, t.askedAt),
    check('purges_two_people', sql`${t.doneBy} <> ${t.askedBy}`),
    check('purges_one_end', sql`${t.doneAt} is null or ${t.withdrawnAt} is null`),
  ],
);
