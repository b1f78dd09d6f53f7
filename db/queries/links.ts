// One-time links: made, looked at, spent. A link is spent by the one statement that finds it unspent, so a race has one winner.
import { and, eq, gt, isNull } from 'drizzle-orm';
import { links, people } from '../schema/people';
import type { Queries } from './db';

export type LinkKind = (typeof links.$inferSelect)['kind'];

export async function insertLink(
  tx: Queries,
  input: {
    kind: LinkKind;
    personId: string | null;
    tokenSha256: string;
    createdBy: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insert(links).values(input);
}

/** The link and its person while it can be taken; null when unknown, spent, expired, or the person is disabled. */
export async function openLink(db: Queries, tokenSha256: string, now: Date) {
  const [row] = await db
    .select({
      kind: links.kind,
      personId: links.personId,
      name: people.name,
      email: people.email,
      disabledAt: people.disabledAt,
    })
    .from(links)
    .leftJoin(people, eq(people.id, links.personId))
    .where(and(eq(links.tokenSha256, tokenSha256), isNull(links.usedAt), gt(links.expiresAt, now)));
  return row && row.disabledAt === null ? row : null;
}

/** Spends the link; false when somebody else was first, or it has expired. */
export async function spendLink(tx: Queries, tokenSha256: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(links)
    .set({ usedAt: now })
    .where(and(eq(links.tokenSha256, tokenSha256), isNull(links.usedAt), gt(links.expiresAt, now)))
    .returning({ id: links.id });
  return rows.length > 0;
}

/** Spends all open links of a person (any kind), or with null all set-up links. */
export async function spendLinksOf(tx: Queries, personId: string | null, now: Date): Promise<void> {
  const whose = personId === null ? eq(links.kind, 'setup') : eq(links.personId, personId);
  await tx
    .update(links)
    .set({ usedAt: now })
    .where(and(whose, isNull(links.usedAt)));
}
