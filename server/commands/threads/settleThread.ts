// thread.resolved and thread.reopened: settling a thread, by the rules of domain/thread.
import { z } from 'zod';
import type { Queries } from '../../../db/queries/db';
import type { ReviewRow } from '../../../db/queries/reviews';
import { settleThread, type ThreadRow, threadRow } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { markQuote, unmark } from '../../../domain/document/marks';
import { isId } from '../../../domain/ids';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { threadAbilities } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, parse, reviewFor } from '../run';

const resolveBody = z.strictObject({ reason: wordsInput(2000).optional() });

/** Refusals: not-found, forbidden, reason-needed. Settling a settled thread is harmless. The mark goes; the quote stays. */
export async function resolveThread(
  needs: Needs,
  actor: Actor,
  input: { threadId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { reason } = parse(resolveBody, input.body ?? {});
    const { thread, review } = await threadFor(tx, actor, input.threadId);
    const may = threadAbilities({ ...thread, authorId: thread.createdBy }, review, actor.personId);
    if (thread.state === 'resolved') return null;
    if (!may.resolve) throw new Refused('forbidden');
    if (may.resolveNeedsReason && !reason) throw new Refused('reason-needed', { field: 'reason' });
    await settleThread(tx, thread.id, { state: 'resolved', by: actor.personId, reason: reason ?? null });
    event(actor, review.id, {
      kind: 'thread.resolved',
      body: { threadId: thread.id, threadKind: thread.kind, ...(reason ? { reason } : {}) },
    });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    after(() => needs.collab.write(review.id, { marksOnly: true }, (doc) => unmark(doc, thread.id)));
    return null;
  });
}

/** Refusals: not-found, forbidden. The range is marked again from the quote by the tidy of marks. */
export async function reopenThread(needs: Needs, actor: Actor, input: { threadId: string }): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { thread, review } = await threadFor(tx, actor, input.threadId);
    const may = threadAbilities({ ...thread, authorId: thread.createdBy }, review, actor.personId);
    if (thread.state === 'open') return null;
    if (!may.reopen) throw new Refused('forbidden');
    await settleThread(tx, thread.id, { state: 'open' });
    event(actor, review.id, { kind: 'thread.reopened', body: { threadId: thread.id } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    after(() => needs.collab.write(review.id, { marksOnly: true }, (doc) => markQuote(doc, thread, thread.id)));
    return null;
  });
}

/**
 * The thread with its review, for somebody who may read it. Ids of other reviews' threads are "not found". The review's row is
 * locked, as in every command of a review: what the stage allows is still allowed at the commit, and nobody else writes in its threads.
 */
export async function threadFor(
  tx: Queries,
  actor: Actor,
  threadId: string,
): Promise<{ thread: ThreadRow; review: ReviewRow }> {
  const found = isId(threadId) ? await threadRow(tx, threadId) : null;
  if (!found) throw new Refused('not-found');
  const review = await reviewFor(tx, actor, found.reviewId, 'read', true);
  return { thread: must(await threadRow(tx, threadId), 'a thread is never deleted'), review };
}
