// Reviews, their members and their documents' rows: loading one, listing those a person may know, creating and changing them.
import { type AnyColumn, and, asc, count, desc, eq, exists, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type Action, stagesFor } from '../../domain/policy';
import { type Member, ROLES, type Role, type SignoffStepPlan, type Stage } from '../../domain/review';
import type { SearchQuery } from '../../domain/search';
import { documents, threads, updates } from '../schema/documents';
import { people } from '../schema/people';
import { members, reviews } from '../schema/reviews';
import { signoffLines, versions } from '../schema/signoff';
import { lookersOf } from './breakGlass';
import type { Queries } from './db';
import { holdsAll, isLooked, mayHold } from './searchSql';

export interface ReviewRow {
  id: string;
  title: string;
  stage: Stage;
  templateId: string;
  templateVersion: number;
  meta: Record<string, string>;
  /** Steps as edited for this review; null = the template's. */
  signoffSteps: SignoffStepPlan[] | null;
  /** YYYY-MM-DD */
  signoffDue: string | null;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
  epoch: number;
  members: Member[];
  /** Number of the newest approved version. */
  approvedNo: number | null;
  /** Administrators whose look into it is not over. */
  lookers: string[];
  stageSince: Date;
  /** In the bin until then; null elsewhere. */
  binnedUntil: Date | null;
  /** Whether it was ever frozen. */
  wasFrozen: boolean;
}

/** One review with its members; null when there is none. `lock` holds the row until the transaction ends. */
export async function loadReview(db: Queries, reviewId: string, lock = false): Promise<ReviewRow | null> {
  const query = db.select().from(reviews).where(eq(reviews.id, reviewId));
  const [row] = await (lock ? query.for('update') : query);
  // Statements of their own: in the locking one, they would be read as they were before the wait for the lock.
  const [document] = await db
    .select({
      epoch: documents.epoch,
      approvedNo: sql<
        number | null
      >`(select max(v.no) from versions v where v.review_id = documents.id and v.outcome = 'approved')`,
      lookers: lookersOf(sql`documents.id`),
      wasFrozen: sql<boolean>`exists (select 1 from versions v where v.review_id = documents.id)`,
    })
    .from(documents)
    .where(eq(documents.id, reviewId));
  const rows = await db
    .select({ personId: members.personId, roles: members.roles })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    // A disabled person has no role (matrix).
    .where(and(eq(members.reviewId, reviewId), sql`${people.disabledAt} is null`))
    .orderBy(asc(members.addedAt), asc(members.personId));
  // Not before: an unknown id takes as long as one of somebody else's review (T14).
  if (!row) return null;
  const { epoch = 1, approvedNo = null, lookers = [], wasFrozen = false } = document ?? {};
  return { ...row, epoch, approvedNo, lookers, wasFrozen, members: rows };
}

export async function memberPeople(db: Queries, reviewId: string) {
  return db
    .select({ id: people.id, name: people.name, email: people.email, colour: people.colour, roles: members.roles })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(and(eq(members.reviewId, reviewId), sql`${people.disabledAt} is null`))
    .orderBy(asc(members.addedAt), asc(people.name));
}

export async function insertReview(
  tx: Queries,
  input: {
    title: string;
    titleGrams: string;
    templateId: string;
    templateVersion: number;
    meta: Record<string, string>;
    createdBy: string;
    members: readonly Member[];
  },
): Promise<string> {
  const [row] = await tx
    .insert(reviews)
    .values({
      title: input.title,
      titleGrams: input.titleGrams,
      templateId: input.templateId,
      templateVersion: input.templateVersion,
      meta: input.meta,
      createdBy: input.createdBy,
    })
    .returning({ id: reviews.id });
  if (!row) throw new Error('insert of a review returned no row');
  await tx.insert(members).values(
    input.members.map((member) => ({
      reviewId: row.id,
      personId: member.personId,
      roles: [...member.roles],
      addedBy: input.createdBy,
    })),
  );
  return row.id;
}

/** The document's row and the seed as update 1, in the transaction that creates the review (ARCHITECTURE "The document"). */
export async function insertDocument(
  tx: Queries,
  input: { id: string; schema: number; seed: Uint8Array },
): Promise<void> {
  await tx.insert(documents).values({ id: input.id, schema: input.schema, lastSeq: 1 });
  await tx.insert(updates).values({ docId: input.id, epoch: 1, seq: 1, bytes: input.seed });
}

export async function setStage(tx: Queries, reviewId: string, stage: Stage): Promise<void> {
  await tx
    .update(reviews)
    .set({ stage, stageSince: sql`now()`, updatedAt: sql`now()` })
    .where(eq(reviews.id, reviewId));
}

export async function setTitle(tx: Queries, reviewId: string, title: string, titleGrams: string): Promise<void> {
  await tx.update(reviews).set({ title, titleGrams, updatedAt: sql`now()` }).where(eq(reviews.id, reviewId));
}

export async function setMeta(tx: Queries, reviewId: string, meta: Record<string, string>): Promise<void> {
  await tx.update(reviews).set({ meta, updatedAt: sql`now()` }).where(eq(reviews.id, reviewId));
}

export async function touch(tx: Queries, reviewId: string): Promise<void> {
  await tx.update(reviews).set({ updatedAt: sql`now()` }).where(eq(reviews.id, reviewId));
}

export async function setSignoffPlan(
  tx: Queries,
  reviewId: string,
  plan: { signoffSteps: SignoffStepPlan[] | null; signoffDue: string | null },
): Promise<void> {
  await tx
    .update(reviews)
    .set({ ...plan, updatedAt: sql`now()` })
    .where(eq(reviews.id, reviewId));
}

export async function putMember(
  tx: Queries,
  reviewId: string,
  personId: string,
  roles: readonly Role[],
  addedBy: string,
): Promise<void> {
  await tx
    .insert(members)
    .values({ reviewId, personId, roles: [...roles], addedBy })
    .onConflictDoUpdate({ target: [members.reviewId, members.personId], set: { roles: [...roles] } });
}

export async function deleteMember(tx: Queries, reviewId: string, personId: string): Promise<void> {
  await tx.delete(members).where(and(eq(members.reviewId, reviewId), eq(members.personId, personId)));
}

/** Everybody with their roles as they stand in the rows, disabled people too. */
export async function membersOf(db: Queries, reviewId: string): Promise<Member[]> {
  return db
    .select({ personId: members.personId, roles: members.roles })
    .from(members)
    .where(eq(members.reviewId, reviewId));
}

/** A person's roles as they stand in the row: also of somebody disabled, who has none until they are let in again. */
export async function rolesInRow(db: Queries, reviewId: string, personId: string): Promise<readonly Role[]> {
  const [row] = await db
    .select({ roles: members.roles })
    .from(members)
    .where(and(eq(members.reviewId, reviewId), eq(members.personId, personId)));
  return row?.roles ?? [];
}

/** Ids of the reviews that this person owns, those in the bin too; each held until the transaction ends. */
export async function ownedBy(tx: Queries, personId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: reviews.id })
    .from(reviews)
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(and(eq(members.personId, personId), sql`${'owner'} = any(${members.roles})`))
    .orderBy(asc(reviews.id))
    .for('update', { of: reviews });
  return rows.map(({ id }) => id);
}

export interface ReviewListRow {
  id: string;
  title: string;
  stage: Stage;
  templateId: string;
  templateVersion: number;
  roles: Role[];
  updatedAt: Date;
  due: string | null;
  openThreads: number;
  mustFix: number;
}

/** A row of the policy as SQL over the joined member: the same table, so list and get agree (P7). In the bin nobody may (BN4). */
export function may(action: Action): SQL {
  const clauses = ROLES.map((role) => {
    const stages = stagesFor(role, action);
    return stages.length === 0
      ? sql`false`
      : sql`(${role} = any(${members.roles}) and ${inArray(reviews.stage, stages)})`;
  });
  return sql`(${reviews.binnedUntil} is null and (${sql.join(clauses, sql` or `)}))`;
}

/**
 * Whether a person takes part in a review by a role that does this at some stage; a disabled one has none. For a statement with a join
 * (STACK trap 13).
 */
export function takesPart(reviewId: AnyColumn, personId: AnyColumn, action: Action): SQL {
  const roles = ROLES.filter((role) => stagesFor(role, action).length > 0);
  return sql`exists (select 1 from members m join people p on p.id = m.person_id where m.review_id = ${reviewId}
    and m.person_id = ${personId} and p.disabled_at is null and m.roles && ${`{${roles.join(',')}}`}::text[])`;
}

/** PO5 as SQL over the joined member: reads on in the version that was approved, without a right to the live text. */
const readsOn = sql`(${reviews.binnedUntil} is null and not ${may('read')} and ${isApprovedFor()} and exists (
  select 1 from versions v where v.review_id = reviews.id and v.outcome = 'approved'))`;

function isApprovedFor(): SQL {
  const roles = ROLES.filter((role) => stagesFor(role, 'read').includes('approved'));
  return sql`${members.roles} && ${`{${roles.join(',')}}`}::text[]`;
}

/** The title that its signatures name; what it is called since is no business of who reads on in it. */
const approvedTitle = sql<string>`(select convert_from(v.canonical, 'UTF8')::jsonb->>'title' from versions v
  where v.review_id = reviews.id and v.outcome = 'approved' order by v.no desc limit 1)`;

/** What the person may know: the same as `can(…, 'know')`. */
const known = sql`(${may('know')} or ${readsOn})`;

/** Reviews the person may know, most recently changed first. `search`: by title. */
export async function listReviews(
  db: Queries,
  personId: string,
  query: {
    search?: SearchQuery;
    stages?: readonly Stage[];
    templateId?: string;
    /** Those that the person owns. */
    owned?: boolean;
    cursor?: { updatedAt: Date; id: string };
    limit: number;
  },
): Promise<ReviewListRow[]> {
  const where: (SQL | undefined)[] = [eq(members.personId, personId), known];
  if (query.stages) where.push(inArray(reviews.stage, [...query.stages]));
  if (query.templateId) where.push(eq(reviews.templateId, query.templateId));
  if (query.owned) where.push(sql`${'owner'} = any(${members.roles})`);
  if (query.search)
    where.push(
      or(and(may('read'), titleHolds(query.search)), and(readsOn, holdsAll(folded(approvedTitle), query.search))),
    );
  if (query.cursor)
    where.push(
      sql`(date_trunc('milliseconds', ${reviews.updatedAt}), ${reviews.id}) < (${query.cursor.updatedAt.toISOString()}::timestamptz, ${query.cursor.id}::uuid)`,
    );
  const open = sql<number>`(select count(*)::int from threads t where t.review_id = reviews.id and t.state = 'open' and not ${readsOn})`;
  const mustFix = sql<number>`(select count(*)::int from threads t where t.review_id = reviews.id and t.state = 'open' and t.kind = 'must-fix' and not ${readsOn})`;
  return db
    .select({
      id: reviews.id,
      title: sql<string>`case when ${readsOn} then ${approvedTitle} else ${reviews.title} end`,
      stage: reviews.stage,
      templateId: reviews.templateId,
      templateVersion: reviews.templateVersion,
      roles: members.roles,
      updatedAt: reviews.updatedAt,
      due: sql<string | null>`case when ${readsOn} then null else ${reviews.signoffDue}::text end`,
      openThreads: open,
      mustFix,
    })
    .from(reviews)
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(and(...where))
    .orderBy(desc(sql`date_trunc('milliseconds', ${reviews.updatedAt})`), desc(reviews.id))
    .limit(query.limit);
}

const folded = (title: SQL) => sql`lower(normalize(${title}, NFKC))`;

/** Each term occurs in the title, case and width aside; bigrams lead there where the query has any. */
function titleHolds(query: SearchQuery): SQL | undefined {
  return and(
    isLooked(query) ? mayHold(sql`${reviews.titleGrams}`, query) : undefined,
    holdsAll(folded(sql`${reviews.title}`), query),
  );
}

export async function countReviews(db: Queries, personId: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(reviews)
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(and(eq(members.personId, personId), known));
  return row?.n ?? 0;
}

/** Open versions in which the person has a line and may decide in this stage, newest first. */
export async function versionsToSign(db: Queries, personId: string) {
  const own = and(
    eq(signoffLines.versionId, versions.id),
    eq(signoffLines.personId, personId),
    isNull(signoffLines.removedAt),
  );
  return db
    .select({
      id: versions.id,
      reviewId: reviews.id,
      title: reviews.title,
      no: versions.no,
      contentSha256: versions.contentSha256,
      sections: versions.sections,
      frozenAt: versions.frozenAt,
      due: sql<string | null>`coalesce((select min(line.due) from signoff_lines line
        where line.version_id = ${versions.id} and line.person_id = ${personId} and line.removed_at is null), ${reviews.signoffDue})::text`,
    })
    .from(members)
    .innerJoin(reviews, eq(reviews.id, members.reviewId))
    .innerJoin(versions, and(eq(versions.reviewId, reviews.id), eq(versions.outcome, 'open')))
    .where(
      and(
        eq(members.personId, personId),
        may('decide'),
        exists(db.select({ one: sql`1` }).from(signoffLines).where(own)),
      ),
    )
    .orderBy(desc(versions.frozenAt));
}

/** Open threads of a review by id, kind and author: for the gates and the tidy of marks. */
export async function openThreadsOf(db: Queries, reviewId: string) {
  return db
    .select()
    .from(threads)
    .where(and(eq(threads.reviewId, reviewId), eq(threads.state, 'open')));
}
