// People and the organisation: finding, listing, creating and changing them.
import { and, asc, count, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PersonView } from '../../domain/view';
import { organisation, people } from '../schema/people';
import type { Queries } from './db';

export type PersonRow = typeof people.$inferSelect;

/** Palette colours of people: 1..COLOURS, given in turn. */
const COLOURS = 8;

/** The organisation's name; null before set-up. */
export async function organisationName(db: Queries): Promise<string | null> {
  const [row] = await db.select({ name: organisation.name }).from(organisation);
  return row?.name ?? null;
}

/** Makes the organisation unless there is one. Whether it was made now: a second set-up at the same moment waits here and gets false. */
export async function foundOrganisation(tx: Queries, name: string): Promise<boolean> {
  const rows = await tx.insert(organisation).values({ name }).onConflictDoNothing().returning({ id: organisation.id });
  return rows.length > 0;
}

export async function renameOrganisation(tx: Queries, name: string): Promise<void> {
  await tx.update(organisation).set({ name });
}

export async function countPeople(db: Queries): Promise<number> {
  const [row] = await db.select({ n: count() }).from(people);
  return row?.n ?? 0;
}

/** `lock`: against every change until the transaction ends; rows that name the person may still be written. */
export async function personById(db: Queries, personId: string, lock = false): Promise<PersonRow | null> {
  const query = db.select().from(people).where(eq(people.id, personId));
  const [row] = await (lock ? query.for('no key update') : query);
  return row ?? null;
}

/** By e-mail in the form of `normalisedEmail`. */
export async function personByEmail(db: Queries, email: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.email, email));
  return row ?? null;
}

/** The person unless there is none or they are disabled. */
export async function activePerson(db: Queries, personId: string): Promise<PersonRow | null> {
  const row = await personById(db, personId);
  return row && row.disabledAt === null ? row : null;
}

/** Those of `ids` that are people who may take part. */
export async function memberIdsThatExist(db: Queries, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, [...ids]), isNull(people.disabledAt)));
  return rows.map((row) => row.id);
}

/** Name and colour by id, disabled people too: what they wrote keeps their name. Nulls and repeats are fine. */
export async function peopleByIds(db: Queries, ids: readonly (string | null)[]): Promise<Map<string, PersonView>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: people.id, name: people.name, colour: people.colour })
    .from(people)
    .where(inArray(people.id, wanted));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Null when the e-mail is somebody's already. The colour is the next of the palette. */
export async function insertPerson(
  tx: Queries,
  input: { email: string; name: string; passwordHash: string | null; admin: boolean; locale?: string },
): Promise<string | null> {
  const colour = ((await countPeople(tx)) % COLOURS) + 1;
  const [row] = await tx
    .insert(people)
    .values({ ...input, colour })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id });
  return row?.id ?? null;
}

export type PersonChange = Partial<
  Pick<PersonRow, 'name' | 'locale' | 'theme' | 'passwordHash' | 'admin' | 'disabledAt'>
>;

export async function changePerson(tx: Queries, personId: string, change: PersonChange): Promise<void> {
  await tx.update(people).set(change).where(eq(people.id, personId));
}

/** The same password under grown parameters; nothing when it was changed meanwhile. */
export async function replaceHash(db: Queries, personId: string, seen: string, next: string): Promise<void> {
  await db
    .update(people)
    .set({ passwordHash: next })
    .where(and(eq(people.id, personId), eq(people.passwordHash, seen)));
}

/** Ids of the administrators who can act: active and with a password. Locked in id order, so that two removals come one after the other. */
export async function lockAdmins(tx: Queries): Promise<string[]> {
  const rows = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.admin, true), isNull(people.disabledAt), isNotNull(people.passwordHash)))
    .orderBy(asc(people.id))
    .for('no key update');
  return rows.map((row) => row.id);
}

const came = sql`date_trunc('milliseconds', ${people.createdAt})`;

/** Everybody whose name or e-mail holds `text`, in the order they came, behind `after` when given. An empty text finds all. */
export async function listPeople(
  db: Queries,
  text: string,
  page: { after?: { at: Date; id: string }; limit: number },
): Promise<PersonRow[]> {
  const { after } = page;
  const behind = after && sql`(${came}, ${people.id}) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  return db
    .select()
    .from(people)
    .where(and(named(text, true), behind))
    .orderBy(asc(came), asc(people.id))
    .limit(page.limit);
}

export async function countNamed(db: Queries, text: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(people).where(named(text, true));
  return row?.n ?? 0;
}

/** The name holds `text`, or the e-mail is exactly it (`emailToo`: holds it). */
function named(text: string, emailToo: boolean): SQL | undefined {
  if (text === '') return undefined;
  const wanted = text.toLowerCase();
  const holds = (column: SQL) => sql`strpos(lower(${column}), ${wanted}) > 0`;
  return or(holds(sql`${people.name}`), emailToo ? holds(sql`${people.email}`) : eq(people.email, wanted));
}

/** Active people whose name holds `text` or whose e-mail is exactly it (`emailToo`: holds it), by name. An empty text finds all. */
export async function searchPeople(
  db: Queries,
  text: string,
  options: { emailToo: boolean; after?: { name: string; id: string }; limit: number },
) {
  const { after, emailToo, limit } = options;
  const behind = after && sql`(${people.name}, ${people.id}) > (${after.name}, ${after.id}::uuid)`;
  return db
    .select({ id: people.id, name: people.name, colour: people.colour, email: people.email })
    .from(people)
    .where(and(isNull(people.disabledAt), named(text, emailToo), behind))
    .orderBy(asc(people.name), asc(people.id))
    .limit(limit);
}
