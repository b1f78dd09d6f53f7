// Failed sign-ins, counted by the minute: for the limits of server/auth/limits.
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { signInFailures } from '../schema/people';
import type { Queries } from './db';

export interface FailureBucket {
  key: string;
  windowStart: Date;
  count: number;
}

export async function failuresSince(db: Queries, keys: readonly string[], since: Date): Promise<FailureBucket[]> {
  return db
    .select()
    .from(signInFailures)
    .where(and(inArray(signInFailures.key, [...keys]), gt(signInFailures.windowStart, since)));
}

/** One more failure under each key, in the bucket that starts at `windowStart`. Keys are sorted, so that two failures never wait for each other. */
export async function addFailure(tx: Queries, keys: readonly string[], windowStart: Date): Promise<void> {
  await tx
    .insert(signInFailures)
    .values([...keys].sort().map((key) => ({ key, windowStart, count: 1 })))
    .onConflictDoUpdate({
      target: [signInFailures.key, signInFailures.windowStart],
      set: { count: sql`${signInFailures.count} + 1` },
    });
}

export async function forgetFailures(tx: Queries, key: string): Promise<void> {
  await tx.delete(signInFailures).where(eq(signInFailures.key, key));
}

export async function forgetFailuresBefore(db: Queries, before: Date): Promise<void> {
  await db.delete(signInFailures).where(lt(signInFailures.windowStart, before));
}
