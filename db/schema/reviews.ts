// Templates, reviews and who takes part in them.
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { ROLES, type SignoffStepPlan, STAGES } from '../../domain/review';
import { id, now } from './columns';
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
    createdBy: uuid('created_by')
      .notNull()
      .references(() => people.id),
    createdAt: now('created_at'),
    updatedAt: now('updated_at'),
  },
  (t) => [index('reviews_updated').on(t.updatedAt)],
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
