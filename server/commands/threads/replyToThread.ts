// thread.replied: one more comment in a thread.
import { z } from 'zod';
import { holdKey } from '../../../db/queries/repeats';
import { commentByKey, insertComment } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { threadAbilities } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, parse } from '../run';
import { commentText } from './openThread';
import { threadFor } from './settleThread';

const body = z.strictObject({ body: commentText });

/** Refusals: not-found, forbidden, bad-request, idempotency-mismatch. Answers with the comment's id. */
export async function replyToThread(
  needs: Needs,
  actor: Actor,
  input: { threadId: string; body: unknown; idempotencyKey: string | null },
): Promise<Result<{ id: string }>> {
  return act(needs, async ({ tx, event, after }) => {
    const words = parse(body, input.body).body;
    if (input.idempotencyKey) await holdKey(tx, actor.personId, input.idempotencyKey);
    const { thread, review } = await threadFor(tx, actor, input.threadId);
    if (!threadAbilities({ ...thread, authorId: thread.createdBy }, review, actor.personId).reply)
      throw new Refused('forbidden');
    const before = input.idempotencyKey ? await commentByKey(tx, actor.personId, input.idempotencyKey) : null;
    if (before) {
      if (before.body !== words || before.threadId !== thread.id) throw new Refused('idempotency-mismatch');
      return { id: before.id };
    }
    const id = await insertComment(tx, {
      threadId: thread.id,
      authorId: actor.personId,
      body: words,
      idempotencyKey: input.idempotencyKey,
    });
    event(actor, review.id, { kind: 'thread.replied', body: { threadId: thread.id, commentId: id } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return { id };
  });
}
