// Looks of administrators into reviews they are no members of: who, why, until when (BG1-BG4).
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { people } from '../schema/people';
import { breakGlass } from '../schema/signoff';
import type { Queries } from './db';

/** Whose look is not over, as an array of person ids; ends with the right of an administrator. `reviewId` a column or a value. */
export function lookersOf(reviewId: SQL): SQL<string[]> {
  return sql<string[]>`array(select distinct b.admin_id::text from break_glass b
    join people p on p.id = b.admin_id and p.admin and p.disabled_at is null
    where b.review_id = ${reviewId} and b.until > now())`;
}

/** Opens a look of `minutes`; answers its end. */
export async function openLook(
  tx: Queries,
  look: { adminId: string; reviewId: string; reason: string; minutes: number },
): Promise<Date> {
  const { minutes, ...row } = look;
  const [made] = await tx
    .insert(breakGlass)
    .values({ ...row, until: sql`now() + ${minutes} * interval '1 minute'` })
    .returning({ until: breakGlass.until });
  if (!made) throw new Error('insert of a look returned no row');
  return made.until;
}

/** Looks that are not over, oldest first. */
export async function openLooks(db: Queries, reviewId: string) {
  return db
    .select({ adminId: people.id, name: people.name, colour: people.colour, until: breakGlass.until })
    .from(breakGlass)
    .innerJoin(people, eq(people.id, breakGlass.adminId))
    .where(
      and(
        eq(breakGlass.reviewId, reviewId),
        sql`${breakGlass.until} > now()`,
        sql`${people.admin} and ${people.disabledAt} is null`,
      ),
    )
    .orderBy(asc(breakGlass.at));
}
