// How a command runs: parse -> load -> decide -> one transaction of rows and events -> effects after the commit.
import type { z } from 'zod';
import { type Queries, queriesIn } from '../../db/queries/db';
import { appendEvents, type NewEvent } from '../../db/queries/events';
import { type Asked, holdKey, insertRepeat, repeatOf } from '../../db/queries/repeats';
import { loadReview, type ReviewRow } from '../../db/queries/reviews';
import type { Actor } from '../../domain/actor';
import { mayRestore } from '../../domain/bin';
import type { ReviewEvent } from '../../domain/events';
import { isId } from '../../domain/ids';
import { must } from '../../domain/must';
import { type Action, can } from '../../domain/policy';
import { Refused } from '../../domain/refusal';
import { ok, type Result, refused } from '../../domain/result';
import type { Frozen } from '../collab/types';
import type { Needs } from '../needs';

/** What a command writes in and leaves behind: `tx` rows, events of the same transaction, effects for after its commit. */
export interface Act {
  tx: Queries;
  event(actor: Actor | null, reviewId: string | null, event: ReviewEvent): void;
  /** Runs in the transaction behind its events, the last thing before the commit: what it throws undoes all of it. */
  proof(check: () => Promise<void>): void;
  /** Runs after the commit; a failure is logged, never undone: what it does can be derived again from the rows. */
  after(effect: Effect): void;
}

export type Effect = () => unknown;

/** A request that may come twice (WF14); null: each time it comes it counts. */
export type Once = Asked | null;

/** One transaction; a `Refused` rolls back and becomes a refusal, every other error goes up. */
export async function act<T>(needs: Needs, work: (act: Act) => Promise<T>, once: Once = null): Promise<Result<T>> {
  const effects: Effect[] = [];
  try {
    const value = await needs.database.db.transaction((tx) => inside(tx, effects, onceOnly(once, work)));
    await settle(needs, effects);
    return ok(value);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/**
 * WF14: under the same key the same question is answered as it was the first time, without a second effect: the answer is written
 * in the transaction of the act. @throws Refused `idempotency-mismatch` for another question
 */
function onceOnly<T>(once: Once, work: (act: Act) => Promise<T>): (act: Act) => Promise<T> {
  if (once === null) return work;
  return async (act) => {
    await holdKey(act.tx, once.personId, once.key);
    const before = await repeatOf(act.tx, once);
    if (before && before.askedSha256 !== once.askedSha256) throw new Refused('idempotency-mismatch');
    if (before) return before.answer as T;
    const value = await work(act);
    await insertRepeat(act.tx, once, value);
    return value;
  };
}

/** Effects in order, each for itself: one that fails holds up none of the others. */
export async function settle(needs: Needs, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) {
    try {
      await effect();
    } catch (error) {
      needs.log.error('an effect after a commit failed; it is derived again at the next opening', { error });
    }
  }
}

/** The same inside a transaction that is already open (freeze, in the document's queue). The caller runs the effects. */
export async function inside<T>(tx: Queries, effects: Effect[], work: (act: Act) => Promise<T>): Promise<T> {
  const events: NewEvent[] = [];
  const proofs: (() => Promise<void>)[] = [];
  const value = await work({
    tx,
    event: (actor, reviewId, event) => {
      const words = 'words' in event ? { words: event.words } : {};
      events.push({ kind: event.kind, actorId: actor?.personId ?? null, reviewId, body: event.body, ...words });
    },
    proof: (check) => proofs.push(check),
    after: (effect) => effects.push(effect),
  });
  await appendEvents(tx, events);
  for (const check of proofs) await check();
  return value;
}

/**
 * A change that decides whether the text may be written: inside the document's queue, freeze_no raised in its transaction, so
 * that no edit checked before it is committed after it.
 */
export async function inQueue<T>(
  needs: Needs,
  reviewId: string,
  work: (act: Act, frozen: Frozen) => Promise<T>,
  once: Once = null,
): Promise<Result<T>> {
  return attempt(async () => {
    const effects: Effect[] = [];
    const value = await needs.collab.freeze(reviewId, (transaction, frozen) =>
      inside(
        queriesIn(needs.database.sql, transaction),
        effects,
        onceOnly(once, (act) => work(act, frozen)),
      ),
    );
    await settle(needs, effects);
    return value;
  });
}

/** The same refusal handling for work outside a transaction. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** @throws Refused `unknown-field` for a field the schema does not have, else `bad-request`; names the field. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.');
  throw new Refused(unknown === undefined ? 'bad-request' : 'unknown-field', {
    ...(path === '' ? {} : { field: path }),
    ...(issue ? { detail: issue.message } : {}),
  });
}

/**
 * The review, for an actor who may do `action` now. "Not found" and "may not know" are one answer (404); a reader without the
 * right is 403 (CONTRACT). `lock` holds the review until the transaction ends. @throws Refused
 */
export async function reviewFor(
  db: Queries,
  actor: Actor,
  reviewId: string,
  action: Action,
  lock = false,
): Promise<ReviewRow> {
  const known = isId(reviewId) ? await loadReview(db, reviewId) : null;
  if (!known || !can(known, actor.personId, 'know')) throw notFound(known, actor);
  // Only now: a stranger waits for nobody's lock and holds up nobody.
  const review = lock ? await loadReview(db, reviewId, true) : known;
  if (!review || !can(review, actor.personId, 'know')) throw notFound(review, actor);
  if (!can(review, actor.personId, action)) throw new Refused('forbidden');
  return review;
}

/** BN5: who may bring it back is told where it is; to all others it is not there. */
function notFound(review: ReviewRow | null, { personId }: Actor): Refused {
  return new Refused(review && mayRestore(review, personId, new Date()) ? 'in-bin' : 'not-found');
}

/** A review with what `decide` says of it, held until the transaction ends; decided before the lock and under it. @throws Refused */
export async function decidedFor<T>(
  tx: Queries,
  reviewId: string,
  decide: (review: ReviewRow) => Result<T>,
): Promise<{ review: ReviewRow; decided: T }> {
  const decided = (review: ReviewRow | null) => {
    const next = review ? decide(review) : refused('not-found');
    if (!next.ok) throw new Refused(next.refusal.code, next.refusal);
    return next.value;
  };
  decided(isId(reviewId) ? await loadReview(tx, reviewId) : null);
  const review = await loadReview(tx, reviewId, true);
  const value = decided(review);
  return { review: must(review, 'a decision is about a review'), decided: value };
}
