// Repeated requests: those of one person under one Idempotency-Key come one after the other.
import { sql } from 'drizzle-orm';
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
