// People, their sessions and tokens, one-time links, and the failures that slow a guesser down.
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, id, now } from './columns';

export const organisation = pgTable('organisation', {
  /** One row: this installation's organisation. */
  id: smallint('id').primaryKey().default(1),
  name: text('name').notNull(),
  createdAt: now('created_at'),
});

export const people = pgTable(
  'people',
  {
    id: id(),
    /** Lower case, trimmed. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    /** scrypt, with its parameters; null until the invitation is taken. */
    passwordHash: text('password_hash'),
    admin: boolean('admin').notNull().default(false),
    /** 1..8: the palette colour of cursors and avatars. */
    colour: smallint('colour').notNull().default(1),
    locale: text('locale'),
    theme: text('theme'),
    disabledAt: at('disabled_at'),
    createdAt: now('created_at'),
  },
  (t) => [uniqueIndex('people_email').on(t.email)],
);

/** Own sessions: opaque random tokens of which only the SHA-256 is kept (T41). `kind` tells a browser from an API token. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    tokenSha256: text('token_sha256').notNull(),
    kind: text('kind', { enum: ['web', 'token'] }).notNull(),
    /** What the person calls an API token; null for sessions. */
    name: text('name'),
    createdAt: now('created_at'),
    authenticatedAt: now('authenticated_at'),
    expiresAt: at('expires_at').notNull(),
    lastSeenAt: now('last_seen_at'),
    endedAt: at('ended_at'),
  },
  (t) => [uniqueIndex('sessions_token').on(t.tokenSha256), index('sessions_person').on(t.personId)],
);

/** One-time links: first set-up, invitation, password reset. Spent or expired ones answer like unknown ones. */
export const links = pgTable(
  'links',
  {
    id: id(),
    kind: text('kind', { enum: ['setup', 'invite', 'reset'] }).notNull(),
    personId: uuid('person_id').references(() => people.id),
    tokenSha256: text('token_sha256').notNull(),
    createdBy: uuid('created_by').references(() => people.id),
    createdAt: now('created_at'),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [uniqueIndex('links_token').on(t.tokenSha256)],
);

/** Failed sign-ins per account or address in a window; successes are never counted (T42). */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    /** `account:<e-mail>` or `address:<ip>`. */
    key: text('key').notNull(),
    windowStart: at('window_start').notNull(),
    count: integer('count').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] })],
);

/** What somebody asked under an Idempotency-Key and was answered, written with the act (WF14); kept for a week. */
export const repeats = pgTable(
  'repeats',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    key: text('key').notNull(),
    askedSha256: text('asked_sha256').notNull(),
    answer: jsonb('answer'),
    at: now('at'),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] }), index('repeats_at').on(t.at)],
);
