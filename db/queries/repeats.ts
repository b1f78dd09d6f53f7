// Repeated requests: those of one person under one Idempotency-Key come one after the other, and what was answered is kept.
import { and, eq, sql } from 'drizzle-orm';
import { repeats } from '../schema/people';
import type { Queries } from './db';

/** The first half of the lock's name; advisory locks with two numbers never meet those with one (the chain, the migrations). */
const REPEATS = 7_201;

/**
 * Held until the transaction ends and taken before any row: of two equal requests at once the second finds what the first wrote,
 * and a key used for two different things at once meets no unique index.
 */
export async function holdKey(tx: Queries, personId: string, idempotencyKey: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${REPEATS}, hashtext(${`${personId} ${idempotencyKey}`}))`);
}

/** A request under a key: who asks, and the SHA-256 of what. */
export interface Asked {
  personId: string;
  key: string;
  askedSha256: string;
}

/** What this person asked under this key before and was answered; null when nothing. */
export async function repeatOf(
  tx: Queries,
  { personId, key }: Asked,
): Promise<{ askedSha256: string; answer: unknown } | null> {
  const [row] = await tx
    .select({ askedSha256: repeats.askedSha256, answer: repeats.answer })
    .from(repeats)
    .where(and(eq(repeats.personId, personId), eq(repeats.key, key)));
  return row ?? null;
}

export async function insertRepeat(tx: Queries, asked: Asked, answer: unknown): Promise<void> {
  await tx.insert(repeats).values({ ...asked, answer });
}
