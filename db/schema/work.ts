// What people keep beside the text of a review: who writes a section, the fields of a measure, waivers, named versions.
import { bigint, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { SECTION_STATES } from '../../domain/review';
import { at, bytea, id, now } from './columns';
import { people } from './people';
import { reviews } from './reviews';

/** Who writes a section and how far it is. A section without a row is `todo` and nobody's. */
export const sectionStates = pgTable(
  'section_states',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    sectionKey: text('section_key').notNull(),
    ownerId: uuid('owner_id').references(() => people.id),
    state: text('state', { enum: SECTION_STATES }).notNull().default('todo'),
    updatedBy: uuid('updated_by')
      .notNull()
      .references(() => people.id),
    updatedAt: now('updated_at'),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.sectionKey] }), index('section_states_owner').on(t.ownerId)],
);

/**
 * The fields of a measure, by the id of its point in the text. A person of the organisation, or the printed name of somebody
 * outside it. They are content: signed with the text (PROMISES, sign-off integrity), changed by who may change the text.
 */
export const pointFields = pgTable(
  'point_fields',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    pointId: text('point_id').notNull(),
    ownerId: uuid('owner_id').references(() => people.id),
    owner: text('owner').notNull().default(''),
    due: date('due', { mode: 'string' }),
    criterion: text('criterion').notNull().default(''),
    verifierId: uuid('verifier_id').references(() => people.id),
    verifier: text('verifier').notNull().default(''),
    updatedBy: uuid('updated_by')
      .notNull()
      .references(() => people.id),
    updatedAt: now('updated_at'),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.pointId] })],
);

/** A finding let pass by a named person with a reason, in one section or everywhere; taken back, it stays as a row. */
export const waivers = pgTable(
  'waivers',
  {
    id: id(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    rule: text('rule').notNull(),
    sectionKey: text('section_key'),
    reason: text('reason').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => people.id),
    at: now('at'),
    withdrawnBy: uuid('withdrawn_by').references(() => people.id),
    withdrawnAt: at('withdrawn_at'),
  },
  (t) => [index('waivers_review').on(t.reviewId)],
);

/** Phrases that everybody must write alike: no repetition, and a barrier for the duplicate checks. The organisation's list. */
export const setPhrases = pgTable('set_phrases', {
  phrase: text('phrase').primaryKey(),
  addedBy: uuid('added_by')
    .notNull()
    .references(() => people.id),
  addedAt: now('added_at'),
});

/** A state of the text that somebody named, or that the product kept before it changed much: Yjs state as it was at `seq`. */
export const namedVersions = pgTable(
  'named_versions',
  {
    id: id(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id),
    epoch: integer('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    kind: text('kind', { enum: ['named', 'clean-up', 'restore'] }).notNull(),
    name: text('name').notNull(),
    note: text('note').notNull().default(''),
    state: bytea('state').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => people.id),
    createdAt: now('created_at'),
  },
  (t) => [index('named_versions_review').on(t.reviewId, t.createdAt)],
);
